package io.github.volumesam.install;

import static io.github.volumesam.install.FileServer.dropped;
import static io.github.volumesam.install.FileServer.ignoringRange;
import static io.github.volumesam.install.FileServer.redirect;
import static io.github.volumesam.install.FileServer.stalled;
import static io.github.volumesam.install.FileServer.status;
import static io.github.volumesam.install.FileServer.truncated;
import static io.github.volumesam.install.FileServer.whole;
import static io.github.volumesam.install.FileServer.withoutLength;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelDescriptor.ModelFile;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One file from a server that does what servers do. */
@Timeout(60)
class DownloadTest {

	private static final byte[] FILE = new byte[300_000];

	static {
		new Random(1).nextBytes(FILE);
	}

	@TempDir
	private Path folder;

	private Path target;
	private ModelFile file;

	@BeforeEach
	void describeFile() throws IOException {
		target = folder.resolve("größe 1/model.onnx");
		Files.createDirectories(target.getParent());
		final Path original = Files.write(folder.resolve("original"), FILE);
		file = new ModelFile(null, "model.onnx", ModelInspection.sha256(original), FILE.length, null, null);
	}

	private static Download download() {
		return download(Map.of());
	}

	private static Download download(final Map<String, String> environment) {
		return download(environment, Duration.ofSeconds(30));
	}

	private static Download download(final Map<String, String> environment, final Duration stall) {
		return new Download(new Proxies(environment::get), new Download.Patience(stall, 3, Duration.ofMillis(10)));
	}

	private void fetch(final FileServer server) throws IOException {
		fetch(download(), server);
	}

	private void fetch(final Download download, final FileServer server) throws IOException {
		download.fetch(file, List.of(server.uri("model.onnx")), target, Progress.NONE);
	}

	private static Download impatient() {
		return download(Map.of(), Duration.ofMillis(500));
	}

	private void assertFetched() throws IOException {
		assertArrayEquals(FILE, Files.readAllBytes(target));
		assertFalse(Files.exists(Download.part(target)), "the temporary file is still there");
	}

	/** Not downloaded, with a message that contains these words; the final name is not taken. */
	private void assertRefused(final FileServer server, final String words) {
		final String message = assertThrows(IOException.class, () -> fetch(server)).getMessage();
		assertTrue(message.contains(words), message);
		assertFalse(Files.exists(target));
	}

	private static List<Integer> starts(final FileServer server) {
		return server.requests().stream().map(FileServer.Request::from).toList();
	}

	private void leavePart(final byte[] content) throws IOException {
		Files.write(Download.part(target), content);
	}

	// -- A good server --

	@Test
	void aWholeFileGetsItsName() throws IOException {
		try (FileServer server = new FileServer(whole(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals("/model.onnx", server.requests().get(0).target());
		}
	}

	@Test
	void aFileThatIsThereIsNotAskedFor() throws IOException {
		Files.write(target, FILE);
		try (FileServer server = new FileServer(whole(FILE))) {
			fetch(server);
			assertEquals(0, server.requests().size());
		}
	}

	@Test
	void aDamagedFileThatIsThereIsReplaced() throws IOException {
		Files.write(target, new byte[FILE.length]);
		try (FileServer server = new FileServer(whole(FILE))) {
			fetch(server);
			assertFetched();
		}
	}

	@Test
	void redirectsAreFollowedAlsoForTheRestOfAFile() throws IOException {
		leavePart(Arrays.copyOf(FILE, 1000));
		try (FileServer store = new FileServer(whole(FILE)); FileServer server = new FileServer(redirect(store.url(
			"other/place?signature=1"))))
		{
			fetch(server);
			assertFetched();
			assertEquals("/other/place?signature=1", store.requests().get(0).target());
			assertEquals(List.of(1000), starts(store));
		}
	}

	@Test
	void progressIsInBytes() throws IOException {
		final long[] last = new long[2];
		try (FileServer server = new FileServer(whole(FILE))) {
			download().fetch(file, List.of(server.uri("model.onnx")), target, (done, total, message) -> {
				assertTrue(done >= last[0], done + " after " + last[0]);
				last[0] = done;
				last[1] = total;
			});
		}
		assertArrayEquals(new long[] { FILE.length, FILE.length }, last);
	}

	// -- Breaking off and going on --

	@Test
	void aTruncatedBodyIsCompleted() throws IOException {
		try (FileServer server = new FileServer(truncated(FILE, 100_000), truncated(FILE, 50_000), whole(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals(List.of(0, 100_000, 150_000), starts(server));
		}
	}

	@Test
	void aBodyWithoutALengthThatIsTruncatedIsCompleted() throws IOException {
		try (FileServer server = new FileServer(withoutLength(FILE, 100_000), whole(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals(List.of(0, 100_000), starts(server));
		}
	}

	@Test
	void aDroppedConnectionIsTakenUpAgain() throws IOException {
		try (FileServer server = new FileServer(dropped(FILE, 100_000), whole(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals(2, server.requests().size());
		}
	}

	@Test
	void aServerThatStallsIsAskedAgain() throws IOException {
		try (FileServer server = new FileServer(stalled(FILE, 100_000), whole(FILE))) {
			fetch(impatient(), server);
			assertFetched();
			assertEquals(List.of(0, 100_000), starts(server));
		}
	}

	@Test
	void aServerThatDoesNotAnswerIsAskedAgain() throws IOException {
		try (FileServer server = new FileServer((request, out, socket) -> Thread.sleep(60_000), whole(FILE))) {
			fetch(impatient(), server);
			assertFetched();
		}
	}

	@Test
	void aServerThatIgnoresRangesIsReadFromTheStart() throws IOException {
		try (FileServer server = new FileServer(truncated(FILE, 100_000), ignoringRange(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals(List.of(0, 100_000), starts(server));
		}
	}

	@Test
	void aServerThatIsBusyIsAskedAgain() throws IOException {
		try (FileServer server = new FileServer(status("503 Service Unavailable"), whole(FILE))) {
			fetch(server);
			assertFetched();
		}
	}

	@Test
	void afterAttemptsWithoutProgressItIsGivenUpAndTheNextRunGoesOn() throws IOException {
		try (FileServer server = new FileServer(truncated(FILE, 100_000), dropped(FILE, 0))) {
			assertRefused(server, "could not be downloaded: localhost: ");
			assertEquals(List.of(0, 100_000, 100_000), starts(server));
		}
		try (FileServer server = new FileServer(whole(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals(List.of(100_000), starts(server));
		}
	}

	@Test
	void aServerThatNeverSendsMoreThanBeforeIsGivenUp() throws IOException {
		try (FileServer server = new FileServer(withoutLength(FILE, 100_000))) {
			assertRefused(server, "breaks off after 100000 of 300000 bytes");
			assertEquals(3, server.requests().size());
		}
	}

	@Test
	void theWholeFileLeftByARunThatWasKilledIsNotAskedForAgain() throws IOException {
		leavePart(FILE);
		try (FileServer server = new FileServer(whole(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals(0, server.requests().size());
		}
	}

	@Test
	void aFileOfUnknownSizeThatIsThereWholeIsRecognised() throws IOException {
		file = new ModelFile(null, "model.onnx", file.sha256(), 0, null, null);
		leavePart(FILE);
		try (FileServer server = new FileServer(whole(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals(List.of(FILE.length), starts(server));
		}
	}

	@Test
	void aDamagedBeginningIsThrownAway() throws IOException {
		leavePart(new byte[1000]);
		try (FileServer server = new FileServer(whole(FILE))) {
			fetch(server);
			assertFetched();
			assertEquals(List.of(1000, 0), starts(server));
		}
	}

	@Test
	void cancellingStopsAtOnceAndKeepsWhatIsThere() throws IOException {
		try (FileServer server = new FileServer(stalled(FILE, 100_000), whole(FILE))) {
			final boolean[] cancelled = new boolean[1];
			final Progress progress = new Progress() {

				@Override
				public void report(final long done, final long total, final String message) {
					cancelled[0] |= done == 100_000;
				}

				@Override
				public boolean isCancelled() {
					return cancelled[0];
				}
			};
			assertThrows(CancellationException.class, () -> download().fetch(file, List.of(server.uri("model.onnx")), target,
				progress));
			assertFalse(Files.exists(target));
			assertEquals(100_000, Files.size(Download.part(target)));
		}
	}

	// -- Wrong answers --

	@Test
	void wrongBytesAreRefusedAndNotKept() throws IOException {
		final byte[] other = FILE.clone();
		other[200_000]++;
		try (FileServer server = new FileServer(whole(other))) {
			assertRefused(server, "SHA-256");
			assertFalse(Files.exists(Download.part(target)));
			assertEquals(1, server.requests().size());
		}
	}

	@Test
	void aPageInsteadOfTheFileIsRefusedBeforeItIsRead() throws IOException {
		try (FileServer server = new FileServer(whole("<html>Log in</html>".getBytes()))) {
			assertRefused(server, "has a file of 19 bytes instead of 300000");
		}
	}

	@Test
	void moreThanTheFileIsRefused() throws IOException {
		final byte[] longer = Arrays.copyOf(FILE, 2 * FILE.length);
		try (FileServer server = new FileServer(withoutLength(longer, longer.length))) {
			assertRefused(server, "sends more than the 300000 bytes");
		}
	}

	@Test
	void anotherPartThanTheOneAskedForIsRefused() throws IOException {
		leavePart(Arrays.copyOf(FILE, 1000));
		try (FileServer server = new FileServer(status("206 Partial Content", "Content-Range: bytes 5-9/300000"))) {
			assertRefused(server, "another part");
		}
	}

	@Test
	void redirectsInACircleAreRefused() throws IOException {
		try (FileServer server = new FileServer(redirect("/model.onnx"))) {
			assertRefused(server, "in a circle");
		}
	}

	@Test
	void theNextSourceIsTriedAndAllAreNamed() throws IOException {
		try (FileServer without = new FileServer(status("404 Not Found")); FileServer with = new FileServer(whole(FILE))) {
			assertRefused(without, "localhost: does not have the file (HTTP 404)");
			download().fetch(file, List.of(without.uri("model.onnx"), with.uri("model.onnx")), target, Progress.NONE);
			assertFetched();
		}
	}

	@Test
	void aServerThatIsNotThereIsSaidToBeOutOfReach() throws IOException {
		final FileServer server = new FileServer(whole(FILE));
		server.close();
		assertRefused(server, "localhost: cannot be reached. Check the network and its proxy");
	}

	// -- Proxies --

	private void fetchThrough(final Download download) throws IOException {
		download.fetch(file, List.of(URI.create("http://models.invalid/model.onnx")), target, Progress.NONE);
		assertFetched();
	}

	@Test
	void theProxyOfJavasSettingsIsUsed() throws IOException {
		try (FileServer proxy = new FileServer(whole(FILE))) {
			System.setProperty("http.proxyHost", "localhost");
			System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
			fetchThrough(download());
			assertEquals("http://models.invalid/model.onnx", proxy.requests().get(0).target());
		}
		finally {
			System.clearProperty("http.proxyHost");
			System.clearProperty("http.proxyPort");
		}
	}

	@Test
	void theProxyOfTheEnvironmentIsUsed() throws IOException {
		try (FileServer proxy = new FileServer(whole(FILE))) {
			fetchThrough(download(Map.of("HTTP_PROXY", "localhost:" + proxy.port())));
			assertEquals("http://models.invalid/model.onnx", proxy.requests().get(0).target());
		}
	}

	@Test
	void aProxysPasswordIsSentWhenAskedFor() throws IOException {
		try (FileServer proxy = new FileServer(status("407 Proxy Authentication Required",
			"Proxy-Authenticate: Basic realm=\"lab\""), whole(FILE)))
		{
			fetchThrough(download(Map.of("http_proxy", "http://anna:secret@localhost:" + proxy.port())));
			// Base64 of anna:secret.
			assertEquals("Basic YW5uYTpzZWNyZXQ=", proxy.requests().get(1).headers().get("proxy-authorization"));
		}
	}

	@Test
	void noProxyIsUsedForHostsThatAreExempt() throws IOException {
		try (FileServer server = new FileServer(whole(FILE)); FileServer proxy = new FileServer(status("404 Not Found"))) {
			fetch(download(Map.of("http_proxy", "localhost:" + proxy.port(), "no_proxy", "example.org, localhost")), server);
			assertFetched();
			assertEquals(0, proxy.requests().size());
		}
	}
}
