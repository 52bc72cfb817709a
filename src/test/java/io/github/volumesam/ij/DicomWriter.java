package io.github.volumesam.ij;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the smallest CT slices that a DICOM reader takes (explicit VR, little endian). */
final class DicomWriter {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private DicomWriter() {}

	/**
	 * @param number instance number, by which slices are sorted
	 * @param pixels raw values, row by row; Hounsfield units are {@code value - 1024}
	 */
	static void write(final Path path, final int width, final int height, final int number, final double z,
		final short[] pixels) throws IOException
	{
		final DicomWriter writer = new DicomWriter();
		writer.out.write(new byte[128]);
		writer.out.write("DICM".getBytes(StandardCharsets.US_ASCII));
		writer.text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
		writer.text(0x0008, 0x0060, "CS", "CT");
		writer.text(0x0018, 0x0050, "DS", "2.5");
		writer.text(0x0020, 0x0013, "IS", Integer.toString(number));
		writer.text(0x0020, 0x0032, "DS", "0\\0\\" + z);
		writer.number(0x0028, 0x0002, 1);
		writer.text(0x0028, 0x0004, "CS", "MONOCHROME2");
		writer.number(0x0028, 0x0010, height);
		writer.number(0x0028, 0x0011, width);
		writer.text(0x0028, 0x0030, "DS", "0.5\\0.5");
		writer.number(0x0028, 0x0100, 16);
		writer.number(0x0028, 0x0101, 16);
		writer.number(0x0028, 0x0102, 15);
		writer.number(0x0028, 0x0103, 0);
		writer.text(0x0028, 0x1052, "DS", "-1024");
		writer.text(0x0028, 0x1053, "DS", "1");
		writer.pixels(pixels);
		Files.write(path, writer.out.toByteArray());
	}

	private void text(final int group, final int element, final String type, final String value) throws IOException {
		element(group, element, type, (value.length() % 2 == 0 ? value : value + (type.equals("UI") ? "\0" : " ")).getBytes(
			StandardCharsets.US_ASCII));
	}

	private void number(final int group, final int element, final int value) throws IOException {
		element(group, element, "US", new byte[] { (byte) value, (byte) (value >> 8) });
	}

	private void element(final int group, final int element, final String type, final byte[] value) throws IOException {
		final ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
		header.putShort((short) group).putShort((short) element).put(type.getBytes(StandardCharsets.US_ASCII)).putShort(
			(short) value.length);
		out.write(header.array());
		out.write(value);
	}

	private void pixels(final short[] pixels) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate(12 + 2 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
		buffer.putShort((short) 0x7fe0).putShort((short) 0x0010).put("OW".getBytes(StandardCharsets.US_ASCII)).putShort(
			(short) 0).putInt(2 * pixels.length);
		for (final short pixel : pixels)
			buffer.putShort(pixel);
		out.write(buffer.array());
	}
}
