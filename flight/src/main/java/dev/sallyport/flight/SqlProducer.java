package dev.sallyport.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.sallyport.flight.FlightException.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.SetSessionOptionsResult.Error;
import org.apache.arrow.flight.SetSessionOptionsResult.ErrorValue;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.BasicFlightSqlProducer;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionClosePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.DoPutPreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.DoPutUpdateResult;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Answers Flight SQL's commands. To ask for a query's {@code FlightInfo} prepares it, which tells its columns and sends
 * nothing to the org; it runs when its rows are fetched. What a client is told of failures is {@link Failures}' to say.
 */
final class SqlProducer extends BasicFlightSqlProducer {
    private static final String CATALOG = "catalog";
    private static final String SCHEMA = "schema";

    private final HeldStatements statements;
    private final Streams streams;
    private final CallGuard guard;
    private final BufferAllocator allocator;

    SqlProducer(HeldStatements statements, Streams streams, CallGuard guard, BufferAllocator allocator) {
        this.statements = statements;
        this.streams = streams;
        this.guard = guard;
        this.allocator = allocator;
    }

    /** What may fail with any of the failures beneath. */
    @FunctionalInterface
    private interface Answer<T> {
        T make() throws SQLException;
    }

    private static <T> T answered(Answer<T> answer) {
        try {
            return answer.make();
        } catch (SQLException | RuntimeException e) {
            throw Failures.told(e);
        }
    }

    private static <T> void answer(StreamListener<T> listener, Answer<T> answer) {
        T made;
        try {
            made = answer.make();
        } catch (SQLException | RuntimeException e) {
            listener.onError(Failures.told(e));
            return;
        }
        listener.onNext(made);
        listener.onCompleted();
    }

    // Queries

    @Override
    public FlightInfo getFlightInfoStatement(
            CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return answered(() -> {
            refuseTransaction(command.hasTransactionId());
            HeldStatement held = statements.prepare(Call.current(), command.getQuery(), true);
            if (held.rows().getFields().isEmpty()) {
                statements.close(held);
                throw new FlightException(
                        Reason.INVALID, "This statement writes and has no rows.", "Run it as an update.");
            }
            return info(
                    descriptor,
                    held.rows(),
                    TicketStatementQuery.newBuilder()
                            .setStatementHandle(ByteString.copyFromUtf8(held.handle()))
                            .build());
        });
    }

    @Override
    public SchemaResult getSchemaStatement(
            CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return answered(() -> {
            HeldStatement held = statements.prepare(Call.current(), command.getQuery(), true);
            statements.close(held);
            return new SchemaResult(held.rows());
        });
    }

    @Override
    public void getStreamStatement(TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
        streams.query(ticket.getStatementHandle(), Call.current(), listener);
    }

    @Override
    public void createPreparedStatement(
            ActionCreatePreparedStatementRequest request, CallContext context, StreamListener<Result> listener) {
        answer(listener, () -> {
            refuseTransaction(request.hasTransactionId());
            HeldStatement held = statements.prepare(Call.current(), request.getQuery(), false);
            ActionCreatePreparedStatementResult.Builder result = ActionCreatePreparedStatementResult.newBuilder()
                    .setPreparedStatementHandle(ByteString.copyFromUtf8(held.handle()))
                    .setParameterSchema(ByteString.copyFrom(held.parameters().serializeAsMessage()));
            if (!held.rows().getFields().isEmpty()) {
                result.setDatasetSchema(ByteString.copyFrom(held.rows().serializeAsMessage()));
            }
            return new Result(Any.pack(result.build()).toByteArray());
        });
    }

    @Override
    public void closePreparedStatement(
            ActionClosePreparedStatementRequest request, CallContext context, StreamListener<Result> listener) {
        try {
            statements.close(statements.get(request.getPreparedStatementHandle(), Call.current()));
        } catch (FlightException e) {
            // It is closed already, as it was to be.
        }
        listener.onCompleted();
    }

    @Override
    public FlightInfo getFlightInfoPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return answered(() -> info(
                descriptor,
                statements
                        .get(command.getPreparedStatementHandle(), Call.current())
                        .rows(),
                command));
    }

    @Override
    public SchemaResult getSchemaPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return answered(() -> new SchemaResult(statements
                .get(command.getPreparedStatementHandle(), Call.current())
                .rows()));
    }

    @Override
    public void getStreamPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, ServerStreamListener listener) {
        streams.query(command.getPreparedStatementHandle(), Call.current(), listener);
    }

    @Override
    public Runnable acceptPutPreparedStatementQuery(
            CommandPreparedStatementQuery command,
            CallContext context,
            FlightStream flightStream,
            StreamListener<PutResult> ackStream) {
        Call call = Call.current();
        return () -> put(ackStream, () -> {
            HeldStatement held = statements.get(command.getPreparedStatementHandle(), call);
            held.bind(parameters(flightStream));
            return DoPutPreparedStatementResult.newBuilder()
                    .setPreparedStatementHandle(command.getPreparedStatementHandle())
                    .build();
        });
    }

    // Updates

    @Override
    public Runnable acceptPutStatement(
            CommandStatementUpdate command,
            CallContext context,
            FlightStream flightStream,
            StreamListener<PutResult> ackStream) {
        Call call = Call.current();
        return () -> put(ackStream, () -> {
            refuseTransaction(command.hasTransactionId());
            HeldStatement held = statements.prepare(call, command.getQuery(), true);
            return written(streams.update(held, call, List.of()));
        });
    }

    @Override
    public Runnable acceptPutPreparedStatementUpdate(
            CommandPreparedStatementUpdate command,
            CallContext context,
            FlightStream flightStream,
            StreamListener<PutResult> ackStream) {
        Call call = Call.current();
        return () -> put(ackStream, () -> {
            HeldStatement held = statements.get(command.getPreparedStatementHandle(), call);
            return written(streams.update(held, call, parameters(flightStream)));
        });
    }

    @Override
    public Runnable acceptPutStatementBulkIngest(
            CommandStatementIngest command,
            CallContext context,
            FlightStream flightStream,
            StreamListener<PutResult> ackStream) {
        return () -> ackStream.onError(Failures.unsupported(
                "Tables are not filled by Flight SQL's bulk ingestion here.",
                "Prepare an INSERT and bind a batch of rows: large batches go by Bulk API 2.0."));
    }

    private static DoPutUpdateResult written(long records) {
        return DoPutUpdateResult.newBuilder().setRecordCount(records).build();
    }

    private static List<@Nullable Object[]> parameters(FlightStream stream) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        while (stream.next()) {
            rows.addAll(ArrowParameters.rows(stream.getRoot()));
        }
        return rows;
    }

    private void put(StreamListener<PutResult> acknowledged, Answer<? extends Message> answer) {
        byte[] result;
        try {
            result = answer.make().toByteArray();
        } catch (SQLException | RuntimeException e) {
            acknowledged.onError(Failures.told(e));
            return;
        }
        try (ArrowBuf buffer = allocator.buffer(result.length)) {
            buffer.writeBytes(result);
            acknowledged.onNext(PutResult.metadata(buffer));
        }
        acknowledged.onCompleted();
    }

    private static void refuseTransaction(boolean named) {
        if (named) {
            throw noTransactions();
        }
    }

    private static FlightException noTransactions() {
        return new FlightException(
                Reason.UNSUPPORTED,
                "There are no transactions: each statement takes effect at once.",
                "Leave them out; SqlInfo says so too.");
    }

    @Override
    public void beginTransaction(
            FlightSql.ActionBeginTransactionRequest request,
            CallContext context,
            StreamListener<FlightSql.ActionBeginTransactionResult> listener) {
        listener.onError(Failures.told(noTransactions()));
    }

    // Cancelling

    @Override
    public void cancelFlightInfo(
            CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
        answer(listener, () -> {
            boolean ended = false;
            for (FlightEndpoint endpoint : request.getInfo().getEndpoints()) {
                HeldStatement held = statements.get(handle(endpoint.getTicket()), Call.current());
                ended |= held.cancel();
                if (held.once()) {
                    statements.close(held);
                    ended = true;
                }
            }
            return ended ? CancelStatus.CANCELLED : CancelStatus.NOT_CANCELLABLE;
        });
    }

    private static ByteString handle(Ticket ticket) {
        try {
            Any packed = Any.parseFrom(ticket.getBytes());
            return packed.is(TicketStatementQuery.class)
                    ? packed.unpack(TicketStatementQuery.class).getStatementHandle()
                    : packed.unpack(CommandPreparedStatementQuery.class).getPreparedStatementHandle();
        } catch (InvalidProtocolBufferException e) {
            throw new FlightException(
                    Reason.INVALID, "This is no statement's.", "Cancel what the statement's own FlightInfo names.", e);
        }
    }

    // The session

    @Override
    public void setSessionOptions(
            SetSessionOptionsRequest request, CallContext context, StreamListener<SetSessionOptionsResult> listener) {
        answer(listener, () -> {
            Call call = Call.current();
            Map<String, Error> errors = new HashMap<>();
            for (Map.Entry<String, SessionOptionValue> option :
                    request.getSessionOptions().entrySet()) {
                String value = option.getValue().acceptVisitor(new AsText());
                if (option.getKey().equals(CATALOG)) {
                    String named = value == null || value.isEmpty() ? null : call.known(value);
                    guard.session(call).name(named);
                } else if (!option.getKey().equals(SCHEMA)) {
                    errors.put(option.getKey(), new Error(ErrorValue.INVALID_NAME));
                } else if (!CatalogRows.SCHEMA.equalsIgnoreCase(value)) {
                    errors.put(option.getKey(), new Error(ErrorValue.INVALID_VALUE));
                }
            }
            return new SetSessionOptionsResult(errors);
        });
    }

    private static final class AsText extends NoOpSessionOptionValueVisitor<@Nullable String> {
        @Override
        public String visit(String value) {
            return value;
        }
    }

    @Override
    public void getSessionOptions(
            GetSessionOptionsRequest request, CallContext context, StreamListener<GetSessionOptionsResult> listener) {
        answer(listener, () -> {
            Map<String, SessionOptionValue> options = new HashMap<>();
            options.put(SCHEMA, SessionOptionValueFactory.makeSessionOptionValue(CatalogRows.SCHEMA));
            Call.current()
                    .named()
                    .ifPresent(named -> options.put(CATALOG, SessionOptionValueFactory.makeSessionOptionValue(named)));
            return new GetSessionOptionsResult(options);
        });
    }

    @Override
    public void closeSession(
            CloseSessionRequest request, CallContext context, StreamListener<CloseSessionResult> listener) {
        answer(listener, () -> {
            Session session = Call.current().session();
            if (session != null) {
                guard.end(session);
            }
            return new CloseSessionResult(CloseSessionResult.Status.CLOSED);
        });
    }

    // Metadata

    @Override
    public void getStreamSqlInfo(
            FlightSql.CommandGetSqlInfo command, CallContext context, ServerStreamListener listener) {
        EndpointInfo.tell(command.getInfoList(), listener);
    }

    @Override
    public void getStreamTypeInfo(
            FlightSql.CommandGetXdbcTypeInfo request, CallContext context, ServerStreamListener listener) {
        Call call = Call.current();
        streams.metadata(
                call, listener, Schemas.GET_TYPE_INFO_SCHEMA, rows -> rows.addTypes(call.dataServer(), request));
    }

    @Override
    public void getStreamCatalogs(CallContext context, ServerStreamListener listener) {
        streams.metadata(Call.current(), listener, Schemas.GET_CATALOGS_SCHEMA, CatalogRows::addCatalogs);
    }

    @Override
    public void getStreamSchemas(
            FlightSql.CommandGetDbSchemas command, CallContext context, ServerStreamListener listener) {
        Call call = Call.current();
        streams.metadata(call, listener, Schemas.GET_SCHEMAS_SCHEMA, rows -> rows.addSchemas(call, command));
    }

    @Override
    public void getStreamTables(
            FlightSql.CommandGetTables command, CallContext context, ServerStreamListener listener) {
        Call call = Call.current();
        Schema schema = command.getIncludeSchema() ? Schemas.GET_TABLES_SCHEMA : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA;
        streams.metadata(call, listener, schema, rows -> rows.addTables(call, command));
    }

    @Override
    public void getStreamTableTypes(CallContext context, ServerStreamListener listener) {
        streams.metadata(Call.current(), listener, Schemas.GET_TABLE_TYPES_SCHEMA, rows -> {
            rows.add("TABLE");
            rows.add("VIEW");
        });
    }

    @Override
    public void getStreamPrimaryKeys(
            FlightSql.CommandGetPrimaryKeys command, CallContext context, ServerStreamListener listener) {
        keys(
                listener,
                Schemas.GET_PRIMARY_KEYS_SCHEMA,
                command.getCatalog(),
                (rows, dataServer) -> rows.addPrimaryKeys(
                        dataServer, command.hasDbSchema() ? command.getDbSchema() : null, command.getTable()));
    }

    @Override
    public void getStreamExportedKeys(
            FlightSql.CommandGetExportedKeys command, CallContext context, ServerStreamListener listener) {
        keys(
                listener,
                Schemas.GET_EXPORTED_KEYS_SCHEMA,
                command.getCatalog(),
                (rows, dataServer) -> rows.addExportedKeys(
                        dataServer, command.hasDbSchema() ? command.getDbSchema() : null, command.getTable()));
    }

    @Override
    public void getStreamImportedKeys(
            FlightSql.CommandGetImportedKeys command, CallContext context, ServerStreamListener listener) {
        keys(
                listener,
                Schemas.GET_IMPORTED_KEYS_SCHEMA,
                command.getCatalog(),
                (rows, dataServer) -> rows.addImportedKeys(
                        dataServer, command.hasDbSchema() ? command.getDbSchema() : null, command.getTable()));
    }

    @Override
    public void getStreamCrossReference(
            FlightSql.CommandGetCrossReference command, CallContext context, ServerStreamListener listener) {
        keys(
                listener,
                Schemas.GET_CROSS_REFERENCE_SCHEMA,
                command.getPkCatalog(),
                (rows, dataServer) -> rows.addCrossReference(dataServer, command));
    }

    @FunctionalInterface
    private interface Keys {
        void add(CatalogRows rows, String dataServer) throws SQLException;
    }

    /** Keys of the data server that a client asks for; without one, of the one that it is connected to. */
    private void keys(ServerStreamListener listener, Schema schema, String catalog, Keys keys) {
        Call call = Call.current();
        streams.metadata(
                call,
                listener,
                schema,
                rows -> keys.add(rows, catalog.isEmpty() ? call.dataServer() : call.known(catalog)));
    }

    @Override
    protected <T extends Message> List<FlightEndpoint> determineEndpoints(
            T request, FlightDescriptor descriptor, Schema schema) {
        return List.of(endpoint(request));
    }

    private static FlightInfo info(FlightDescriptor descriptor, Schema schema, Message ticket) {
        return new FlightInfo(schema, descriptor, List.of(endpoint(ticket)), -1, -1);
    }

    /** Without a location: rows come over the connection that asked for them, whatever stands between. */
    private static FlightEndpoint endpoint(Message ticket) {
        return new FlightEndpoint(new Ticket(Any.pack(ticket).toByteArray()));
    }

    @Override
    public void close() {
        // What it answers with is the server's to close.
    }
}
