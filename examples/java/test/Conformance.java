// All conformance vectors through the generated functions; see tests/conformance/README.md at the top of the tree.
package test;

import static test.Harness.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ndcore.NdException;

final class Conformance {
    private Conformance() {}

    private static void compare(Object value, Object want, long tolerance) {
        Object got = Values.encode(value, want);
        check(Values.same(got, want, tolerance), got + " instead of " + want);
    }

    private static void run(Map<?, ?> row) throws Throwable {
        String function = (String) row.get("function");
        List<?> arguments = (List<?>) row.get("arguments");
        List<Object> given = new ArrayList<>();
        if (row.containsKey("error")) {
            String kind = "no error";
            try {
                Values.call(function, arguments, given);
            } catch (NdException error) {
                kind = error.kind;
            }
            check(kind.equals(row.get("error")), kind + " instead of " + row.get("error"));
            return;
        }
        List<?> want = (List<?>) row.get("results");
        List<Object> results = Values.call(function, arguments, given);
        check(results.size() == want.size(), results);
        long tolerance = row.containsKey("tolerance") ? (Long) row.get("tolerance") : 0;
        for (int i = 0; i < want.size(); i++) compare(results.get(i), want.get(i), tolerance);
        if (!row.containsKey("after")) return;
        for (Object pair : (List<?>) row.get("after")) {
            List<?> parts = (List<?>) pair;
            compare(given.get(((Long) parts.get(0)).intValue()), parts.get(1), 0);
        }
    }

    public static void main(String[] arguments) throws Exception {
        String file = System.getenv().getOrDefault("NDCORE_VECTORS", "../../tests/conformance/vectors.jsonl");
        List<String> lines = Files.readAllLines(Path.of(file));
        for (String line : lines) {
            Map<?, ?> row = (Map<?, ?>) Json.decode(line);
            Harness.test((String) row.get("id"), () -> run(row));
        }
        Harness.test("as many vectors as lines", () -> check(lines.size() >= 500, lines.size()));
        Harness.test("a wrong vector fails", () -> {
            boolean passes = true;
            try {
                run(Map.of("function", "status_name", "arguments", List.of(-7L), "results", List.of("ND_OK")));
            } catch (AssertionError error) {
                passes = false;
            }
            check(!passes, "it passes");
        });
        Harness.finish();
    }
}
