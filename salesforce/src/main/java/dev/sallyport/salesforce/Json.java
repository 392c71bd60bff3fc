package dev.sallyport.salesforce;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How describe's JSON becomes this package's records, whose components bear describe's own names. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .addModule(new SimpleModule()
                    .addDeserializer(FieldType.class, new FieldTypeDeserializer())
                    .addDeserializer(PicklistValue.class, new PicklistValueDeserializer()))
            .build();

    private Json() {}

    private static final class FieldTypeDeserializer extends StdDeserializer<FieldType> {
        FieldTypeDeserializer() {
            super(FieldType.class);
        }

        @Override
        public FieldType deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return FieldType.ofWireName(json.getValueAsString(""));
        }
    }

    /** A value without a label of its own is its own label. */
    private static final class PicklistValueDeserializer extends StdDeserializer<PicklistValue> {
        private record Wire(String value, @Nullable String label, boolean active, boolean defaultValue) {}

        PicklistValueDeserializer() {
            super(PicklistValue.class);
        }

        @Override
        public PicklistValue deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Wire wire = context.readValue(json, Wire.class);
            return new PicklistValue(
                    wire.value(),
                    wire.label() == null ? wire.value() : wire.label(),
                    wire.active(),
                    wire.defaultValue());
        }
    }
}
