// What is written by hand: ownership, errors, indexing, conversions, text.
package test;

import static test.Harness.check;
import static test.Harness.test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Objects;
import java.util.stream.IntStream;
import ndcore.Functions;
import ndcore.Index;
import ndcore.NdArray;
import ndcore.NdDtype;
import ndcore.NdException;
import ndcore.PrintOptions;
import ndcore.ReduceOptions;
import ndcore.UfuncOptions;

final class Arrays {
    private Arrays() {}

    private static void elements(NdArray got, double... want) {
        check(java.util.Arrays.equals(got.toDoubles(), want), java.util.Arrays.toString(got.toDoubles()));
    }

    private static void expect(Object got, Object want) {
        check(Objects.deepEquals(got, want), got + " instead of " + want);
    }

    private static NdException refused(String kind, String text, Runnable body) {
        try {
            body.run();
        } catch (NdException error) {
            check(error.kind.equals(kind) && error.getMessage().contains(text), error.kind + ": " + error.getMessage());
            return error;
        }
        throw new AssertionError("no error");
    }

    private static NdArray ramp(long... shape) {
        long n = java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return Functions.reshape(Functions.arange(NdArray.weak(0), NdArray.weak(n), NdArray.weak(1)), shape);
    }

    private static void numbers() {
        NdArray a = NdArray.of(new float[] {1, 2, 3});
        NdArray b = a.multiply(2).add(0.5);
        expect(b.dtype(), NdDtype.of("float32"));
        elements(b, 2.5, 4.5, 6.5);
        elements(NdArray.of(new byte[] {100}).add(NdArray.weak(100)), -56);
        elements(NdArray.of(new boolean[] {true, false}).logicalNot(), 0, 1);
        check(java.util.Arrays.equals(a.greater(1.5).toBooleans(), new boolean[] {false, true, true}), "toBooleans");
        expect(NdArray.of(new long[] {Long.MAX_VALUE}).itemAsLong(), Long.MAX_VALUE);
        expect(NdArray.of(new short[] {1}).multiply(NdArray.weak(0, 1)).dtype(), NdDtype.of("complex128"));
        check(a.equals(NdArray.of(new float[] {1, 2, 3})) && !a.equals(b), "equals");
    }

    private static void errors() {
        NdException error = refused("ND_AXIS_ERROR", "axis 5", () -> ramp(2, 3).sum(new long[] {5}));
        expect(error.status, Functions.ND_AXIS_ERROR);
        expect(error.function, "nd_sum");
        refused("ND_VALUE_ERROR", "same number of elements", () -> Functions.moveaxis(ramp(2, 3), new long[] {0, 1}, new long[] {1}));
        refused("ND_VALUE_ERROR", "do not fit", () -> NdArray.of(new int[] {1, 2, 3}, 2, 2));
        refused("ND_VALUE_ERROR", "zero character", () -> NdDtype.of("f8\0"));
        refused("ND_VALUE_ERROR", "3 elements", () -> ramp(3).item());
        refused("ND_INVALID_HANDLE", "add", () -> Functions.add(null, ramp(3)));
        refused("ND_INDEX_ERROR", "3", () -> ramp(3).get(Index.at(3)));
    }

    private static void threads() {
        NdArray a = ramp(2, 3);
        IntStream.range(2, 34).parallel().forEach(axis -> {
            for (int i = 0; i < 200; i++) refused("ND_AXIS_ERROR", "axis " + axis + " ", () -> a.sum(new long[] {axis}));
        });
    }

    private static long live() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return Functions.liveHandles();
    }

    private static void ownership() throws InterruptedException {
        long before = live();
        for (int i = 0; i < 100; i++) {
            for (NdArray row : ramp(4, 3)) check(row.size() == 3, row);
        }
        NdArray a = ramp(3);
        a.close();
        a.close();
        refused("ND_INVALID_HANDLE", "ndim", a::ndim);
        long left = live() - before;
        check(left < 20, left + " handles are left");
    }

    private static void indexing() {
        NdArray a = ramp(2, 3, 4);
        elements(a.get(Index.at(1), Index.at(2), Index.at(3)), 23);
        elements(a.get(Index.at(0), Index.stride(null, null, -1), Index.span(1, 2)), 9, 5, 1);
        expect(a.get(Index.whole(), Index.NEWAXIS, Index.ELLIPSIS, Index.at(-1)).shape(), new long[] {2, 1, 3});
        NdArray mask = a.greater(20);
        elements(a.get(Index.picked(mask)), 21, 22, 23);
        a.set(0, Index.picked(mask));
        elements(a.get(Index.at(1), Index.at(2)), 20, 0, 0, 0);
        NdArray view = a.transpose(null);
        a.set(NdArray.weak(77), Index.at(0), Index.at(1), Index.at(2));
        elements(view.get(Index.at(2), Index.at(1), Index.at(0)), 77);
        expect(view.strides(), new long[] {8, 32, 96});
    }

    private static void structs() {
        NdArray[] out = {null};
        NdArray a = NdArray.of(new float[] {1.25f, 2.5f});
        Functions.ufuncCall(Functions.ufuncFind("negative"), new NdArray[] {a}, out,
                new UfuncOptions().dtype(NdDtype.of("float64")));
        elements(out[0], -1.25, -2.5);
        expect(out[0].dtype(), NdDtype.of("float64"));
        expect(Functions.fpGetModes().divide(), Functions.ND_FP_WARN);
        elements(Functions.unique(NdArray.of(new long[] {3, 1, 3})).counts(), 1, 2);
        expect(ramp(2, 2).toLongs(), new long[] {0, 1, 2, 3});
    }

    private static void options() {
        NdArray a = ramp(2, 3);
        expect(a.sum(new long[] {0}, new ReduceOptions().keepdims(true)).shape(), new long[] {1, 3});
        elements(a.sum(new long[] {1}, new ReduceOptions().where(a.greater(1)).initial(NdArray.weak(10))), 12, 22);
        elements(a.var(null, new ReduceOptions().ddof(1)), 3.5);
        elements(a.max(), 5);
        elements(a.max(new long[] {0}), 3, 4, 5);
        NdArray out = NdArray.of(new double[] {0, 0});
        expect(a.mean(new long[] {-1}, new ReduceOptions().out(out)), out);
        elements(out, 1, 4);
        ReduceOptions started = new ReduceOptions().initial(NdArray.weak(10));
        System.gc();
        elements(a.sum(null, started), 25);
        NdArray closed = NdArray.of(new double[] {7});
        closed.close();
        elements(a.sum(null, started.initial(closed)), 15);
        expect(a.sum(null, new ReduceOptions().dtype(NdDtype.of("float32"))).dtype(), NdDtype.of("float32"));
        NdArray text = NdArray.of(new double[] {Double.NaN, 0.125});
        expect(printed(text, new PrintOptions()), "[  nan 0.125]");
        expect(printed(text, new PrintOptions().precision(1).nanstr("?")), "[  ? 0.1]");
        check(a.allclose(a, NdArray.weak(0.0), NdArray.weak(0.0), true) == 1, "a flag");
    }

    private static String printed(NdArray a, PrintOptions options) {
        return new String(Functions.arrayText(a, " ", 0, 0, options).bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void text() {
        expect(ramp(2, 2).toString(), "[[0 1]\n [2 3]]");
        expect(NdArray.of(new byte[] {1, 2}).repr(), "array([1, 2], dtype=int8)");
    }

    /** The class Readme is made of README.md by test.sh. */
    private static void readme() {
        PrintStream original = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        try {
            Readme.run();
        } finally {
            System.setOut(original);
        }
        String all = printed.toString();
        for (String words : new String[] {"[[2.5 4.5]\n [6.5 8.5]]", "[4. 6.]\n[[4. 6.]]\n[2. 4.]", "ND_AXIS_ERROR sum: axis 5 is out of bounds",
                "[1. 2.]\n[0. 0.]\n"}) {
            check(all.contains(words), words + " is not in " + all);
        }
    }

    public static void main(String[] arguments) {
        test("numbers take the dtype they meet", Arrays::numbers);
        test("errors", Arrays::errors);
        test("each thread has its own error", Arrays::threads);
        test("handles are given back", Arrays::ownership);
        test("indexing and views", Arrays::indexing);
        test("structs, lists of outputs, several results", Arrays::structs);
        test("options", Arrays::options);
        test("text", Arrays::text);
        test("README.md", Arrays::readme);
        Harness.finish();
    }
}
