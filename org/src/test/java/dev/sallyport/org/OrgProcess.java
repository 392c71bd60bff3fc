package dev.sallyport.org;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An org in a folder with so many records, in a process of its own, to be killed. Prints one line of JSON when it is ready. */
final class OrgProcess {
    private OrgProcess() {}

    public static void main(String... arguments) throws Exception {
        LocalOrg org = LocalOrg.builder()
                .records(Integer.parseInt(arguments[1]))
                .dataFolder(Path.of(arguments[0]))
                .start();
        String token = new OrgClient(org).token(org.readyApp());
        System.out.println(new ObjectMapper()
                .writeValueAsString(Map.of("instanceUrl", org.instanceUrl().toString(), "token", token)));
        new CountDownLatch(1).await();
    }
}
