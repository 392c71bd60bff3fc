package dev.sallyport.flight;

import dev.sallyport.auth.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A house of one person, whose data servers are two databases in memory. */
final class H2Gate implements Gate {
    static final String PASSWORD = "a gate for its own people";

    @Override
    public Visitor logIn(String userName, Secret password, String address) {
        if (userName.equals("ann") && password.equals(Secret.of(PASSWORD)) && !address.isEmpty()) {
            return new Ann();
        }
        throw new FlightException(FlightException.Reason.UNAUTHENTICATED, "That is not Ann.", "Be Ann.");
    }

    @Override
    public Visitor byToken(Secret token) {
        throw new FlightException(FlightException.Reason.UNAUTHENTICATED, "There are no tokens.", "Log in.");
    }

    @Override
    public Visitor again(Visitor visitor) {
        return visitor;
    }

    private record Ann() implements Visitor {
        @Override
        public String userName() {
            return "ann";
        }

        @Override
        public List<String> dataServers() {
            return List.of("One", "Two");
        }

        @Override
        public Connection describe(String dataServer) throws SQLException {
            return DriverManager.getConnection("jdbc:h2:mem:" + dataServer + ";DB_CLOSE_DELAY=-1");
        }

        @Override
        public OpenStatement prepare(String dataServer, String sql) throws SQLException {
            Connection connection = describe(dataServer);
            return new Statement(connection, connection.prepareStatement(sql));
        }
    }

    private record Statement(Connection connection, PreparedStatement jdbc) implements OpenStatement {
        @Override
        public long run(Work work) throws SQLException {
            return work.run(jdbc);
        }

        @Override
        public void sent(long rows, long bytes) {}

        @Override
        public void cancel() {
            try {
                jdbc.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
