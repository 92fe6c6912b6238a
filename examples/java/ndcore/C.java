// The way to C, over JNA: the library, and how Java's values become C's. The generated Functions call it.
package ndcore;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

final class C {
    private static final NativeLibrary LIBRARY = NativeLibrary.getInstance(System.getenv().getOrDefault("NDCORE_LIBRARY", "libndcore.so.1"));
    private static final ConcurrentHashMap<String, Function> FUNCTIONS = new ConcurrentHashMap<>();

    static { // drafts of the API demand the library of the very build that Functions was generated from
        if (function("nd_get_api_draft").invokeLong(new Object[] {Functions.BUILD_HASH}) == 0) throw NdException.last();
    }

    private C() {}

    static Function function(String symbol) {
        return FUNCTIONS.computeIfAbsent(symbol, LIBRARY::getFunction);
    }

    static String string(long address) {
        return address == 0 ? null : new Pointer(address).getString(0, "UTF-8");
    }

    static long handle(Handle handle) {
        return handle == null ? 0 : handle.address();
    }

    // C tells an empty list from NULL: there is always a first element.
    static long[] handles(Handle[] handles) {
        return handles == null ? null : list(Arrays.stream(handles).mapToLong(C::handle).toArray());
    }

    static long[] list(long[] values) {
        return values == null || values.length > 0 ? values : new long[1];
    }

    static int[] list(int[] values) {
        return values == null || values.length > 0 ? values : new int[1];
    }

    static byte[] list(byte[] values) {
        return values == null || values.length > 0 ? values : new byte[1];
    }

    static long[] single(Long value) {
        return value == null ? null : new long[] {value};
    }

    static byte[] text(String text) {
        if (text == null) return null;
        if (text.indexOf('\0') >= 0) throw new NdException("ND_VALUE_ERROR", "\"" + text + "\" holds a zero character", null);
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    static Memory[] texts(String[] texts) {
        return texts == null ? null : Arrays.stream(texts).map(C::memory).toArray(Memory[]::new);
    }

    static Memory memory(String text) {
        byte[] bytes = text(text);
        Memory made = new Memory(bytes.length);
        made.write(0, bytes, 0, bytes.length);
        return made;
    }

    static long[] addresses(Memory[] texts) {
        return texts == null ? null : list(Arrays.stream(texts).mapToLong(Pointer::nativeValue).toArray());
    }

    static Memory struct(Struct struct) {
        return struct == null ? null : struct.memory();
    }

    static long size(Object list, int factor) {
        return list == null ? -1 : java.lang.reflect.Array.getLength(list) / factor;
    }

    /** The length of lists that must be equally long; -1 stands for one that is left out. */
    static long length(String function, String name, long... sizes) {
        long found = -1;
        for (long size : sizes) {
            if (size < 0) continue;
            if (found >= 0 && size != found) {
                throw new NdException("ND_VALUE_ERROR", function.substring(3) + ": lists of `" + name + "` differ in length", function);
            }
            found = size;
        }
        return Math.max(found, 0);
    }

    static int ndim(NdArray array) {
        return Math.max(function("nd_array_ndim").invokeInt(new Object[] {handle(array)}), 0);
    }

    /** Room for so many results; a negative number is left for the function to refuse. */
    static int room(long count) {
        return (int) Math.max(count, 1);
    }

    static <T> T[] wrapped(long[] addresses, long count, IntFunction<T[]> array, LongFunction<T> wrap) {
        return Arrays.stream(addresses).limit(count).mapToObj(wrap).toArray(array);
    }

    /** Arguments live until here: the garbage collector must not give them back during the call. */
    static void keep(Object... kept) {
        Reference.reachabilityFence(kept);
    }
}
