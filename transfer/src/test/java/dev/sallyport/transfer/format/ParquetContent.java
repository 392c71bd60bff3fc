package dev.sallyport.transfer.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** What Apache's own reader finds in a file. */
public record ParquetContent(ParquetMetadata metadata, List<Group> rows) {
    /** Reads a whole file. */
    public static ParquetContent of(byte[] file) throws IOException {
        Path path = Files.createTempFile("read", ".parquet");
        try {
            Files.write(path, file);
            InputFile input = new LocalInputFile(path);
            ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                    .withCodecFactory(new Decompression())
                    .build();
            ParquetMetadata metadata;
            try (ParquetFileReader reader = ParquetFileReader.open(input, options)) {
                metadata = reader.getFooter();
            }
            List<Group> rows = new ArrayList<>();
            try (ParquetReader<Group> reader =
                    new Builder(input).withCodecFactory(new Decompression()).build()) {
                for (Group row = reader.read(); row != null; row = reader.read()) {
                    rows.add(row);
                }
            }
            return new ParquetContent(metadata, rows);
        } finally {
            Files.delete(path);
        }
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private static final class Decompression implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codecName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codecName) {
            return new Decompressor();
        }

        @Override
        public void release() {}
    }

    private static final class Decompressor implements CompressionCodecFactory.BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            try (GZIPInputStream gzip = new GZIPInputStream(bytes.toInputStream())) {
                return BytesInput.from(gzip.readAllBytes());
            }
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {}
    }
}
