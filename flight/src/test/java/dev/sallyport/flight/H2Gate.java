package dev.sallyport.flight;

import dev.sallyport.auth.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A house of one person, whose data servers are two databases in memory. */
final class H2Gate implements Gate {
    static final String PASSWORD = "a gate for its own people";

    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch heldUp = new CountDownLatch(1);
    private volatile CountDownLatch goOn = new CountDownLatch(0);

    /** Holds each run up before it is executed; to be counted down. */
    CountDownLatch holdRuns() {
        CountDownLatch hold = new CountDownLatch(1);
        goOn = hold;
        return hold;
    }

    void awaitHeldRun() throws InterruptedException {
        heldUp.await();
    }

    void awaitClosedStatement() throws InterruptedException {
        closed.await();
    }

    private void pass() throws SQLException {
        heldUp.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new SQLException("The test is over.", e);
        }
    }

    @Override
    public Visitor logIn(String userName, Secret password, String address) {
        if (userName.equals("ann") && password.equals(Secret.of(PASSWORD)) && !address.isEmpty()) {
            return new Ann(this);
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

    private record Ann(H2Gate gate) implements Visitor {
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
            if (dataServer.equals("Two")) {
                throw new LinkageError("The second database's driver is of another version.");
            }
            return connect(dataServer);
        }

        private static Connection connect(String dataServer) throws SQLException {
            return DriverManager.getConnection("jdbc:h2:mem:" + dataServer + ";DB_CLOSE_DELAY=-1");
        }

        @Override
        public OpenStatement prepare(String dataServer, String sql) throws SQLException {
            Connection connection = connect(dataServer);
            return new Statement(gate, connection, connection.prepareStatement(sql));
        }
    }

    private record Statement(H2Gate gate, Connection connection, PreparedStatement jdbc) implements OpenStatement {
        @Override
        public long run(Work work) throws SQLException {
            gate.pass();
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
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void close() {
            try {
                connection.close();
                gate.closed.countDown();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
