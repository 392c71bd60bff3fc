package dev.sallyport.transfer.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses by what every Java has: no native library is unpacked, and every reader of Parquet understands it. */
final class GzipCodec implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codecName) {
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codecName) {
        return switch (codecName) {
            case UNCOMPRESSED -> new Decompressor(false);
            case GZIP -> new Decompressor(true);
            case SNAPPY, LZO, BROTLI, LZ4, ZSTD, LZ4_RAW ->
                throw new IllegalArgumentException("It is compressed by " + codecName
                        + ", and only GZIP and what is not compressed are read: write it so");
        };
    }

    @Override
    public void release() {
        // It holds nothing.
    }

    private record Decompressor(boolean gzip) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            if (!gzip) {
                return bytes;
            }
            try (GZIPInputStream content = new GZIPInputStream(bytes.toInputStream())) {
                return BytesInput.from(content.readAllBytes());
            }
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
                throws IOException {
            BytesInput bytes = BytesInput.from(input.duplicate().limit(input.position() + compressedSize));
            ByteArrayOutputStream content = new ByteArrayOutputStream(decompressedSize);
            decompress(bytes, decompressedSize).writeAllTo(content);
            output.put(content.toByteArray());
        }

        @Override
        public void release() {
            // It holds nothing.
        }
    }

    private static final class Compressor implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                bytes.writeAllTo(gzip);
            }
            return BytesInput.from(compressed);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.GZIP;
        }

        @Override
        public void release() {
            // It holds nothing.
        }
    }
}
