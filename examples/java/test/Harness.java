// Runs named tests and prints the Test Anything Protocol, which .ci/languages.py counts.
package test;

import java.io.PrintWriter;
import java.io.StringWriter;

final class Harness {
    private static int count;
    private static int failed;

    private Harness() {}

    interface Body {
        void run() throws Throwable;
    }

    static void test(String name, Body body) {
        count++;
        try {
            body.run();
            System.out.println("ok " + count + " - " + name);
        } catch (Throwable error) {
            failed++;
            StringWriter text = new StringWriter();
            error.printStackTrace(new PrintWriter(text));
            System.out.println("# " + text.toString().strip().replace("\n", "\n# ") + "\nnot ok " + count + " - " + name);
        }
    }

    static void check(boolean holds, Object what) {
        if (!holds) throw new AssertionError(what);
    }

    static void finish() {
        System.out.println("1.." + count);
        System.exit(failed == 0 ? 0 : 1);
    }
}
