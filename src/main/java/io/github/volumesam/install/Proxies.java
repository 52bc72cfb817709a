package io.github.volumesam.install;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The proxy for an address: the one of Java's settings (which are those of ImageJ's
 * <i>Proxy Settings</i> or, with {@code java.net.useSystemProxies}, of the operating
 * system), else the one of the environment variables that other programs read,
 * {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}.
 */
final class Proxies extends ProxySelector {

	private static final int DEFAULT_PORT = 80;

	private final UnaryOperator<String> environment;

	/**
	 * @param environment environment variables by name; null where there is none
	 */
	Proxies(final UnaryOperator<String> environment) {
		this.environment = environment;
	}

	@Override
	public List<Proxy> select(final URI uri) {
		final ProxySelector java = ProxySelector.getDefault();
		if (java != null) {
			final List<Proxy> found = java.select(uri);
			if (found.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) return found;
		}
		return fromEnvironment(uri).map(proxy -> List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(),
			proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort())))).orElse(List.of(Proxy.NO_PROXY));
	}

	@Override
	public void connectFailed(final URI uri, final SocketAddress address, final IOException e) {
		// The download fails with the same exception and says so.
	}

	/** Gives the password that stands in the environment's proxy, else what Java's default authenticator has. */
	Authenticator authenticator() {
		return new Authenticator() {

			@Override
			protected PasswordAuthentication getPasswordAuthentication() {
				final String[] user = getRequestorType() != RequestorType.PROXY ? new String[0] : fromEnvironment(URI.create(
					getRequestingURL().toString())).map(URI::getUserInfo).orElse("").split(":", 2);
				if (user.length == 2) return new PasswordAuthentication(user[0], user[1].toCharArray());
				final Authenticator java = Authenticator.getDefault();
				return java == null ? null : java.requestPasswordAuthenticationInstance(getRequestingHost(), getRequestingSite(),
					getRequestingPort(), getRequestingProtocol(), getRequestingPrompt(), getRequestingScheme(),
					getRequestingURL(), getRequestorType());
			}
		};
	}

	private Optional<URI> fromEnvironment(final URI uri) {
		final String host = uri.getHost();
		if (host == null || isExempt(host.toLowerCase(Locale.ROOT))) return Optional.empty();
		final String name = uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
		String proxy = variable(name);
		if (proxy == null) proxy = variable("all_proxy");
		if (proxy == null) return Optional.empty();
		try {
			return Optional.of(new URI(proxy.contains("://") ? proxy : "http://" + proxy)).filter(found -> found
				.getHost() != null);
		}
		catch (final URISyntaxException e) {
			throw new IllegalArgumentException("The environment variable " + name + " is not the address of a proxy: " +
				proxy, e);
		}
	}

	private boolean isExempt(final String host) {
		final String exempt = variable("no_proxy");
		if (exempt == null) return false;
		for (final String entry : exempt.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
			final String domain = entry.startsWith("*.") ? entry.substring(2) : entry.startsWith(".") ? entry.substring(1)
				: entry;
			if (domain.equals("*") || host.equals(domain) || !domain.isEmpty() && host.endsWith("." + domain)) return true;
		}
		return false;
	}

	/** In lower or in upper case. */
	private String variable(final String name) {
		final String lower = environment.apply(name);
		final String value = lower == null || lower.isBlank() ? environment.apply(name.toUpperCase(Locale.ROOT)) : lower;
		return value == null || value.isBlank() ? null : value.trim();
	}
}
