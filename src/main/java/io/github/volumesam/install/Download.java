package io.github.volumesam.install;

import io.github.volumesam.Progress;
import io.github.volumesam.model.CatalogueEntry;
import io.github.volumesam.model.ModelDescriptor.ModelFile;
import io.github.volumesam.session.Software;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLException;

/**
 * Brings files from the web. A file grows under a temporary name, also over several
 * attempts and runs, and gets its own once its SHA-256 is right.
 */
final class Download {

	private static final Duration CONNECT = Duration.ofSeconds(20);
	private static final long POLL_MILLIS = 100;
	private static final long LONGEST_PAUSE_MILLIS = 30_000;

	/**
	 * When to try again.
	 *
	 * @param stall after so much time without a byte an attempt has failed
	 * @param attempts so many in a row that bring nothing, and the download has failed
	 * @param pause before the second attempt; doubles with each one more
	 */
	record Patience(Duration stall, int attempts, Duration pause) {

		static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), 5, Duration.ofMillis(500));
	}

	private final HttpClient client;
	private final Patience patience;

	Download(final Proxies proxies, final Patience patience) {
		this.patience = patience;
		// Some proxies do not know HTTP/2, and one file at a time gains nothing from it.
		client = HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NORMAL).connectTimeout(CONNECT)
			.proxy(proxies).authenticator(proxies.authenticator()).build();
	}

	/**
	 * Brings a file, unless it is there.
	 *
	 * @param sources addresses, tried in this order
	 * @param target where the file shall lie
	 * @param progress in bytes
	 * @throws IOException if no source has the file; what has arrived is kept for the
	 *           next time
	 * @throws java.util.concurrent.CancellationException likewise
	 */
	void fetch(final ModelFile file, final List<URI> sources, final Path target, final Progress progress)
		throws IOException
	{
		if (Files.isRegularFile(target) && isRight(target, file)) return;
		final Path part = part(target);
		final List<String> reasons = new ArrayList<>();
		for (final URI source : sources) {
			try {
				fetch(file, source, part, progress);
				Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
				return;
			}
			catch (final IOException e) {
				reasons.add(source.getHost() + ": " + reason(e));
			}
		}
		throw new IOException("The file " + target.getFileName() + " could not be downloaded: " + String.join("; ",
			reasons) + ". Check the network and its proxy; or get the files on another computer and bring them here, with " +
			"'volume-sam models export' and 'import' or 'add'.");
	}

	/** Where a file grows. */
	static Path part(final Path target) {
		return target.resolveSibling("." + target.getFileName() + ".part");
	}

	private void fetch(final ModelFile file, final URI source, final Path part, final Progress progress)
		throws IOException
	{
		long most = size(part);
		int failures = 0;
		while (true) {
			progress.checkCancelled();
			try {
				// A run that was killed may have left the whole file.
				final boolean whole = file.bytes() > 0 && size(part) == file.bytes();
				final long start = whole ? size(part) : request(file, source, part, progress);
				progress.report(size(part), Math.max(file.bytes(), size(part)), "Checking " + file.path());
				if (isRight(part, file)) return;
				Files.delete(part);
				if (start == 0) throw new RefusedException("sends another file than the one expected (its SHA-256 differs)");
				most = 0;
			}
			catch (final RefusedException e) {
				throw e;
			}
			catch (final IOException e) {
				failures = size(part) > most ? 1 : failures + 1;
				most = Math.max(most, size(part));
				if (failures >= patience.attempts || e instanceof SSLException) throw e;
				pause(failures, progress);
			}
		}
	}

	private static boolean isRight(final Path path, final ModelFile file) throws IOException {
		return (file.bytes() == 0 || Files.size(path) == file.bytes()) && ModelInspection.sha256(path)
			.equalsIgnoreCase(file.sha256());
	}

	private static long size(final Path file) throws IOException {
		return Files.exists(file) ? Files.size(file) : 0;
	}

	/**
	 * Asks for what is missing of a file.
	 *
	 * @return from where on it came; more than 0 if it was not the whole file
	 */
	private long request(final ModelFile file, final URI source, final Path part, final Progress progress)
		throws IOException
	{
		final long offset = size(part);
		final HttpRequest.Builder request = HttpRequest.newBuilder(source).header("User-Agent", "Volume-SAM/" + Software
			.version()).header("Accept-Encoding", "identity");
		if (offset > 0) request.header("Range", "bytes=" + offset + "-");
		final AtomicReference<PartWriter> writer = new AtomicReference<>();
		final AtomicReference<IOException> failure = new AtomicReference<>();
		final CompletableFuture<HttpResponse<Long>> answer = client.sendAsync(request.build(), info -> {
			try {
				return receive(info, file, part, offset, writer);
			}
			catch (final IOException e) {
				failure.set(e);
				return BodySubscribers.replacing(0L);
			}
		});
		try {
			final HttpResponse<Long> response = await(answer, writer, file, progress);
			if (failure.get() != null) throw failure.get();
			// The server has no more than what is there already; the hash tells whether that is the file.
			if (response.statusCode() == 416 && offset > 0) return offset;
			if (writer.get() == null) throw refusal(response);
			if (size(part) < file.bytes()) throw new IOException("breaks off after " + size(part) + " of " + file.bytes() +
				" bytes");
			return response.statusCode() == 206 ? offset : 0;
		}
		finally {
			answer.cancel(true);
			if (writer.get() != null) writer.get().close();
		}
	}

	private static BodySubscriber<Long> receive(final ResponseInfo info, final ModelFile file, final Path part,
		final long offset, final AtomicReference<PartWriter> writer) throws IOException
	{
		final boolean rest = info.statusCode() == 206 && info.headers().firstValue("Content-Range").orElse("").startsWith(
			"bytes " + offset + "-");
		if (info.statusCode() != 200 && !rest) return BodySubscribers.replacing(0L);
		final long start = rest ? offset : 0;
		final long announced = info.headers().firstValueAsLong("Content-Length").orElse(-1);
		if (announced >= 0) {
			if (file.bytes() > 0 && start + announced != file.bytes()) throw new RefusedException("has a file of " + (start +
				announced) + " bytes instead of " + file.bytes() + " (this may be the login page of a network)");
			DiskSpace.require(part.getParent(), announced);
		}
		writer.set(new PartWriter(part, start, file.bytes() > 0 ? file.bytes() : announced >= 0 ? start + announced
			: Long.MAX_VALUE));
		return writer.get();
	}

	/** Waits for the answer's end, as long as something arrives. */
	private HttpResponse<Long> await(final CompletableFuture<HttpResponse<Long>> answer,
		final AtomicReference<PartWriter> writer, final ModelFile file, final Progress progress) throws IOException
	{
		long last = -1, since = System.nanoTime();
		while (true) {
			try {
				return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (final TimeoutException e) {
				progress.checkCancelled();
				final long now = writer.get() == null ? -1 : writer.get().position();
				if (now != last) since = System.nanoTime();
				last = now;
				if (now >= 0) progress.report(now, Math.max(file.bytes(), now), "Downloading " + file.path() + ", " +
					CatalogueEntry.megabytes(now) + (file.bytes() > 0 ? " of " + CatalogueEntry.megabytes(file.bytes()) : ""));
				if (System.nanoTime() - since > patience.stall.toNanos()) throw new IOException("sends nothing any more");
			}
			catch (final ExecutionException e) {
				if (e.getCause() instanceof IOException cause) throw cause;
				throw new IOException(e.getCause());
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new IOException("was interrupted", e);
			}
		}
	}

	private static IOException refusal(final HttpResponse<?> response) {
		final int status = response.statusCode();
		if (status == 408 || status == 429 || status >= 500) return new IOException("is busy or has a fault (HTTP " + status +
			")");
		return new RefusedException(switch (status) {
			case 206 -> "sends another part of the file than the one asked for";
			case 301, 302, 303, 307, 308 -> "leads to an address that is not secure, or in a circle";
			case 401, 403 -> "does not give the file to everybody (HTTP " + status + ")";
			case 404, 410 -> "does not have the file (HTTP " + status + ")";
			case 407 -> "is behind a proxy that asks for a password (HTTP 407)";
			default -> "answers with HTTP " + status;
		});
	}

	private static String reason(final IOException e) {
		if (e instanceof SSLException) return "cannot be trusted: " + e.getMessage() +
			" (if your institution inspects encrypted traffic, its certificate must be known to Java)";
		if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) return "cannot be reached";
		return e.getMessage() == null ? "fails: " + e : e.getMessage();
	}

	private void pause(final int failures, final Progress progress) {
		final long end = System.nanoTime() + 1_000_000 * Math.min(LONGEST_PAUSE_MILLIS, patience.pause
			.toMillis() << (failures - 1));
		while (System.nanoTime() < end) {
			progress.checkCancelled();
			Waiting.sleep(Math.min(POLL_MILLIS, 1 + (end - System.nanoTime()) / 1_000_000));
		}
	}
}
