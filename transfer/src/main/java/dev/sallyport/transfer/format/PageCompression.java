package dev.sallyport.transfer.format;

import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages by GZIP, which every Java has and every reader of Parquet understands, and reads what Spark and others
 * compress by. No native library is unpacked.
 */
final class PageCompression implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codecName) {
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codecName) {
        return switch (codecName) {
            case UNCOMPRESSED -> new Decompressor((bytes, size) -> bytes);
            case GZIP -> new Decompressor(PageCompression::ungzipped);
            case SNAPPY -> new Decompressor(blocks(new SnappyDecompressor()));
            case ZSTD -> new Decompressor(blocks(new ZstdDecompressor()));
            case LZO, BROTLI, LZ4, LZ4_RAW ->
                throw new IllegalArgumentException("It is compressed by " + codecName
                        + ", and only SNAPPY, ZSTD, GZIP and what is not compressed are read: write it so");
        };
    }

    @Override
    public void release() {
        // It holds nothing.
    }

    /** How a page comes out of what is compressed. */
    private interface Reading {
        /**
         * Decompresses a page.
         *
         * @param size the page's, as the file says it
         */
        BytesInput page(BytesInput bytes, int size) throws IOException;
    }

    private static BytesInput ungzipped(BytesInput bytes, int size) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(bytes.toInputStream())) {
            return BytesInput.from(content.readAllBytes());
        }
    }

    private static Reading blocks(io.airlift.compress.Decompressor codec) {
        return (bytes, size) -> {
            byte[] compressed = bytes.toInputStream().readAllBytes();
            byte[] page = new byte[size];
            int length = codec.decompress(compressed, 0, compressed.length, page, 0, size);
            if (length != size) {
                throw new IOException("A page has " + length + " bytes where the file says " + size);
            }
            return BytesInput.from(page);
        };
    }

    private record Decompressor(Reading reading) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            return reading.page(bytes, decompressedSize);
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
