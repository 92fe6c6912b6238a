// The array type over the generated functions.
package ndcore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/** An n-dimensional array: `NdArray.of(new double[] {1, 2, 3, 4}, 2, 2).multiply(2)`. */
public final class NdArray extends Handle implements ArrayMethods, Iterable<NdArray> {
    private NdArray(long address, boolean owned) {
        super(address, owned);
    }

    static NdArray wrap(long address, boolean owned) {
        if (address == 0) return null;
        if (owned) taken(C.function("nd_array_nbytes").invokeLong(new Object[] {address}));
        return new NdArray(address, owned);
    }

    /** A number as in Python: it takes the dtype of what it meets. */
    public static NdArray weak(long value) {
        return Functions.weakInt(value);
    }

    public static NdArray weak(double value) {
        return Functions.weakFloat(value);
    }

    /** A complex number as in Python. */
    public static NdArray weak(double real, double imaginary) {
        return Functions.weakComplex(real, imaginary);
    }

    /** A copy of the elements, in C order; without a shape the array is 1-d. */
    public static NdArray of(double[] values, long... shape) {
        return copied("float64", values.length, 8, shape, (to, i) -> to.putDouble(values[i]));
    }

    public static NdArray of(float[] values, long... shape) {
        return copied("float32", values.length, 4, shape, (to, i) -> to.putFloat(values[i]));
    }

    public static NdArray of(long[] values, long... shape) {
        return copied("int64", values.length, 8, shape, (to, i) -> to.putLong(values[i]));
    }

    public static NdArray of(int[] values, long... shape) {
        return copied("int32", values.length, 4, shape, (to, i) -> to.putInt(values[i]));
    }

    public static NdArray of(short[] values, long... shape) {
        return copied("int16", values.length, 2, shape, (to, i) -> to.putShort(values[i]));
    }

    public static NdArray of(byte[] values, long... shape) {
        return copied("int8", values.length, 1, shape, (to, i) -> to.put(values[i]));
    }

    public static NdArray of(boolean[] values, long... shape) {
        return copied("bool", values.length, 1, shape, (to, i) -> to.put((byte) (values[i] ? 1 : 0)));
    }

    private static NdArray copied(String dtype, int n, int itemsize, long[] shape, BiConsumer<ByteBuffer, Integer> put) {
        long[] extents = shape.length == 0 ? new long[] {n} : shape;
        if (LongStream.of(extents).reduce(1, (a, b) -> a * b) != n) {
            throw new NdException("ND_VALUE_ERROR", "of: " + n + " elements do not fit the shape " + Arrays.toString(shape), null);
        }
        ByteBuffer bytes = ByteBuffer.allocate(n * itemsize).order(ByteOrder.nativeOrder());
        for (int i = 0; i < n; i++) put.accept(bytes, i);
        return Functions.arrayFromMemory(bytes.array(), NdDtype.of(dtype), extents);
    }

    public int ndim() {
        return Functions.arrayNdim(this);
    }

    public long size() {
        return Functions.arraySize(this);
    }

    public NdDtype dtype() {
        return Functions.arrayDtype(this);
    }

    public long[] shape() {
        return ndim() == 0 ? new long[0] : Functions.arrayShape(this).getLongArray(0, ndim());
    }

    /** In bytes. */
    public long[] strides() {
        return ndim() == 0 ? new long[0] : Functions.arrayStrides(this).getLongArray(0, ndim());
    }

    /** The part that an index selects: a view for positions and slices, a copy for arrays and masks. */
    public NdArray get(Index... index) {
        return Functions.get(this, numbers(index), arrays(index));
    }

    /** Assigns to the part that an index selects; value broadcasts. */
    public void set(NdArray value, Index... index) {
        Functions.set(this, numbers(index), arrays(index), value);
    }

    public void set(long value, Index... index) {
        set(weak(value), index);
    }

    public void set(double value, Index... index) {
        set(weak(value), index);
    }

    private static long[] numbers(Index[] index) {
        return Arrays.stream(index).flatMapToLong(i -> LongStream.of(i.kind(), i.a(), i.b(), i.c())).toArray();
    }

    private static NdArray[] arrays(Index[] index) {
        return Arrays.stream(index).map(Index::array).filter(Objects::nonNull).toArray(NdArray[]::new);
    }

    /** The elements in C order as they lie in memory. */
    public byte[] bytes() {
        return Functions.arrayToMemory(this, Functions.arrayNbytes(this), Functions.ND_ORDER_C);
    }

    private ByteBuffer converted(String dtype) {
        try (NdArray same = astype(NdDtype.of(dtype))) {
            return ByteBuffer.wrap(same.bytes()).order(ByteOrder.nativeOrder());
        }
    }

    /** The elements in C order, converted. */
    public double[] toDoubles() {
        double[] made = new double[(int) size()];
        converted("float64").asDoubleBuffer().get(made);
        return made;
    }

    public long[] toLongs() {
        long[] made = new long[(int) size()];
        converted("int64").asLongBuffer().get(made);
        return made;
    }

    /** Whether each element is not zero, in C order. */
    public boolean[] toBooleans() {
        byte[] bytes = converted("bool").array();
        boolean[] made = new boolean[bytes.length];
        for (int i = 0; i < made.length; i++) made[i] = bytes[i] != 0;
        return made;
    }

    /** The element of an array that has one. */
    public double item() {
        return single().toDoubles()[0];
    }

    /** The same without the rounding of large integers. */
    public long itemAsLong() {
        return single().toLongs()[0];
    }

    private NdArray single() {
        if (size() != 1) throw new NdException("ND_VALUE_ERROR", "item: the array has " + size() + " elements", null);
        return this;
    }

    /** The parts along the first axis. */
    @Override
    public Iterator<NdArray> iterator() {
        if (ndim() == 0) throw new NdException("ND_TYPE_ERROR", "iterator: the array has no axes", null);
        return LongStream.range(0, shape()[0]).mapToObj(i -> get(Index.at(i))).iterator();
    }

    /** Whether shape and elements are equal; `equal` is elementwise. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NdArray array && Functions.arrayEqual(this, array) != 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shape());
    }

    /** NumPy's str(). */
    @Override
    public String toString() {
        return new String(Functions.arrayText(this, " ").bytes(), StandardCharsets.UTF_8);
    }

    /** NumPy's repr(). */
    public String repr() {
        return new String(Functions.arrayRepr(this, "array").bytes(), StandardCharsets.UTF_8);
    }
}
