package io.github.volumesam.install;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Writes the body of an answer behind what a file has already. */
final class PartWriter implements BodySubscriber<Long>, AutoCloseable {

	private final CompletableFuture<Long> written = new CompletableFuture<>();
	private final FileChannel channel;
	private final long limit;
	private Subscription subscription;
	private volatile long position;
	private boolean closed;

	/**
	 * @param start what lies behind is cut off
	 * @param limit size that the file may have at most
	 */
	PartWriter(final Path file, final long start, final long limit) throws IOException {
		this.limit = limit;
		channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		channel.truncate(start).position(start);
		position = start;
	}

	/** The file's size by now. */
	long position() {
		return position;
	}

	@Override
	public CompletionStage<Long> getBody() {
		return written;
	}

	@Override
	public void onSubscribe(final Subscription given) {
		subscription = given;
		given.request(1);
	}

	@Override
	public synchronized void onNext(final List<ByteBuffer> buffers) {
		if (closed) return;
		try {
			for (final ByteBuffer buffer : buffers) {
				if (position + buffer.remaining() > limit) throw new RefusedException("sends more than the " + limit +
					" bytes that the file has");
				while (buffer.hasRemaining())
					channel.write(buffer);
				position = channel.position();
			}
			subscription.request(1);
		}
		catch (final IOException e) {
			subscription.cancel();
			written.completeExceptionally(e);
		}
	}

	@Override
	public void onError(final Throwable e) {
		written.completeExceptionally(e);
	}

	@Override
	public void onComplete() {
		written.complete(position);
	}

	/** Nothing is written any more, whatever still arrives. */
	@Override
	public synchronized void close() throws IOException {
		closed = true;
		channel.close();
	}
}
