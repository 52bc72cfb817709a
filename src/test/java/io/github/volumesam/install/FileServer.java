package io.github.volumesam.install;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A web server on this computer that can do everything wrong that a server can. It
 * answers requests one after the other as the test has told it; the last answer
 * serves all further requests.
 */
public final class FileServer implements AutoCloseable {

	/** A request; header names are in lower case. */
	public record Request(String target, Map<String, String> headers) {

		/** The first byte that is asked for. */
		public int from() {
			final String range = headers.get("range");
			return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
		}
	}

	/** What is sent for a request. */
	@FunctionalInterface
	public interface Answer {

		void send(Request request, OutputStream out, Socket socket) throws IOException, InterruptedException;
	}

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
	private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
	private final Deque<Answer> answers;

	public FileServer(final Answer... answers) throws IOException {
		this.answers = new ArrayDeque<>(List.of(answers));
		start(() -> {
			while (!server.isClosed()) {
				final Socket socket = accept();
				if (socket != null) start(() -> serve(socket));
			}
		});
	}

	private static void start(final Runnable work) {
		final Thread thread = new Thread(work, "file-server");
		thread.setDaemon(true);
		thread.start();
	}

	private Socket accept() {
		try {
			final Socket socket = server.accept();
			open.add(socket);
			return socket;
		}
		catch (final IOException e) {
			// The test is over.
			return null;
		}
	}

	private void serve(final Socket socket) {
		try (socket) {
			final BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(),
				StandardCharsets.US_ASCII));
			final String line = in.readLine();
			if (line == null) return;
			final Map<String, String> headers = new TreeMap<>();
			for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
				final String[] parts = header.split(":\\s*", 2);
				headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
			}
			final Request request = new Request(line.split(" ")[1], headers);
			requests.add(request);
			next().send(request, socket.getOutputStream(), socket);
			socket.getOutputStream().flush();
		}
		catch (final IOException e) {
			// The other side has had enough.
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized Answer next() {
		return answers.size() > 1 ? answers.poll() : answers.peek();
	}

	/** What has been asked for. */
	public List<Request> requests() {
		return List.copyOf(requests);
	}

	/** The address of a file. */
	public String url(final String path) {
		return "http://localhost:" + server.getLocalPort() + "/" + path;
	}

	URI uri(final String path) {
		return URI.create(url(path));
	}

	int port() {
		return server.getLocalPort();
	}

	@Override
	public void close() {
		try {
			server.close();
			for (final Socket socket : List.copyOf(open))
				socket.close();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	// -- Answers --

	static void head(final OutputStream out, final String status, final String... headers) throws IOException {
		out.write(("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + String.join("", Arrays.stream(headers).map(
			header -> header + "\r\n").toList()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	/** The head of an answer to a request for a file, or for its rest. */
	private static void headOf(final byte[] file, final Request request, final OutputStream out) throws IOException {
		final int from = request.from();
		if (from == 0) head(out, "200 OK", "Content-Length: " + file.length);
		else head(out, "206 Partial Content", "Content-Length: " + (file.length - from), "Content-Range: bytes " + from +
			"-" + (file.length - 1) + "/" + file.length);
	}

	/** The file, or its rest. */
	public static Answer whole(final byte[] file) {
		return (request, out, socket) -> {
			if (request.from() >= file.length) head(out, "416 Range Not Satisfiable", "Content-Length: 0");
			else {
				headOf(file, request, out);
				out.write(file, request.from(), file.length - request.from());
			}
		};
	}

	/** The first bytes of what was asked for; then the connection is closed, as if that were all. */
	static Answer truncated(final byte[] file, final int bytes) {
		return (request, out, socket) -> {
			headOf(file, request, out);
			out.write(file, request.from(), bytes);
		};
	}

	/** The first bytes of what was asked for; then the connection breaks. */
	static Answer dropped(final byte[] file, final int bytes) {
		return (request, out, socket) -> {
			truncated(file, bytes).send(request, out, socket);
			out.flush();
			// What is under way shall arrive before the connection is reset.
			Thread.sleep(100);
			socket.setSoLinger(true, 0);
			socket.close();
		};
	}

	/** The first bytes of what was asked for; then nothing, with the connection open. */
	public static Answer stalled(final byte[] file, final int bytes) {
		return (request, out, socket) -> {
			truncated(file, bytes).send(request, out, socket);
			out.flush();
			Thread.sleep(60_000);
		};
	}

	/** The first bytes of the file without saying how long it is. */
	static Answer withoutLength(final byte[] file, final int bytes) {
		return (request, out, socket) -> {
			head(out, "200 OK");
			out.write(file, 0, bytes);
		};
	}

	/** Always the whole file. */
	static Answer ignoringRange(final byte[] file) {
		return (request, out, socket) -> {
			head(out, "200 OK", "Content-Length: " + file.length);
			out.write(file);
		};
	}

	static Answer redirect(final String to) {
		return (request, out, socket) -> head(out, "302 Found", "Location: " + to, "Content-Length: 0");
	}

	static Answer status(final String status, final String... headers) {
		return (request, out, socket) -> {
			final String[] all = Arrays.copyOf(headers, headers.length + 1);
			all[headers.length] = "Content-Length: 0";
			head(out, status, all);
		};
	}
}
