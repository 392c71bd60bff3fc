package dev.sallyport.org.soap.wsdl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the WSDLs say, before it is put into XML.
 *
 * @param operations in their order
 * @param types of answers, in their order
 * @param headers that requests and answers may carry
 */
record WsdlModel(List<Operation> operations, List<ComplexType> types, List<ComplexType> headers) {
    WsdlModel {
        operations = List.copyOf(operations);
        types = List.copyOf(types);
        headers = List.copyOf(headers);
    }

    /**
     * An element of a type.
     *
     * @param type without a prefix
     * @param optional whether it may be absent
     * @param repeated whether there may be many of it
     */
    record Member(String name, String type, boolean optional, boolean repeated, boolean nillable) {}

    /**
     * A type with its elements.
     *
     * @param base the type that it extends; null for most
     */
    record ComplexType(String name, @Nullable String base, List<Member> members) {
        ComplexType {
            members = List.copyOf(members);
        }
    }

    /**
     * An operation.
     *
     * @param result null for one that answers nothing
     * @param headers that it takes
     * @param faults that it may end with, by type
     */
    record Operation(
            String name, @Nullable Member result, List<String> headers, List<String> faults, List<Member> arguments) {
        Operation {
            headers = List.copyOf(headers);
            faults = List.copyOf(faults);
            arguments = List.copyOf(arguments);
        }
    }

    /** Reads the description that comes with the org. */
    static WsdlModel read() {
        List<ComplexType> types = new ArrayList<>();
        List<ComplexType> headers = new ArrayList<>();
        for (Block block : blocks("types.txt")) {
            List<Member> members = block.lines().stream()
                    .map(line -> member(line.get(0), line.subList(1, line.size())))
                    .toList();
            boolean header = block.head().get(0).equals("header");
            @Nullable String base = block.head().size() > 3 ? block.head().get(3) : null;
            (header ? headers : types).add(new ComplexType(block.head().get(1), base, members));
        }
        return new WsdlModel(
                blocks("operations.txt").stream().map(WsdlModel::operation).toList(), types, headers);
    }

    private static Operation operation(Block block) {
        List<String> head = block.head();
        boolean login = head.get(1).equals("login");
        List<String> headers =
                new ArrayList<>(login ? List.of("CallOptions") : List.of("SessionHeader", "CallOptions"));
        List<String> faults = new ArrayList<>(List.of("UnexpectedErrorFault"));
        List<Member> arguments = new ArrayList<>();
        for (List<String> line : block.lines()) {
            List<String> rest = line.subList(1, line.size());
            switch (line.get(0)) {
                case "headers" -> headers.addAll(rest);
                case "faults" -> faults.addAll(rest);
                default -> arguments.add(member(line.get(0), rest));
            }
        }
        @Nullable Member result = head.size() > 3 ? member("result", head.subList(3, head.size())) : null;
        return new Operation(head.get(1), result, headers, faults, arguments);
    }

    private static Member member(String name, List<String> typeAndFlags) {
        boolean repeated = typeAndFlags.contains("*");
        return new Member(
                name,
                typeAndFlags.get(0),
                repeated || typeAndFlags.contains("?"),
                repeated,
                typeAndFlags.contains("nil"));
    }

    /** A line at the margin and the indented ones below it, in words. */
    private record Block(List<String> head, List<List<String>> lines) {}

    private static List<Block> blocks(String resource) {
        List<Block> blocks = new ArrayList<>();
        for (String line : lines(resource)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                List<String> words = Arrays.asList(line.strip().split("\\s+", -1));
                if (line.startsWith(" ")) {
                    blocks.get(blocks.size() - 1).lines().add(words);
                } else {
                    blocks.add(new Block(words, new ArrayList<>()));
                }
            }
        }
        return blocks;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(WsdlModel.class.getResourceAsStream(resource));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
