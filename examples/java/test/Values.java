// The values of the conformance vectors: from JSON into a call, back from a result, and when two are the same.
package test;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import ndcore.Functions;
import ndcore.Handle;
import ndcore.NdArray;
import ndcore.NdDtype;

final class Values {
    private Values() {}

    private static String camel(String name) {
        return Pattern.compile("_([a-z0-9])").matcher(name.replaceAll("_$", "")).replaceAll(m -> m.group(1).toUpperCase());
    }

    /** The function that takes all arguments, not one that leaves some out. */
    private static Method method(String function) {
        String name = camel(function);
        return Arrays.stream(Functions.class.getMethods())
                .filter(m -> m.getName().equals(name) || m.getName().equals(name + "_"))
                .max((a, b) -> a.getParameterCount() - b.getParameterCount())
                .orElseThrow(() -> new IllegalArgumentException(function));
    }

    /** The results, in order; `given` becomes the arguments. */
    static List<Object> call(String function, List<?> values, List<Object> given) throws Throwable {
        Method method = method(function);
        Class<?>[] types = method.getParameterTypes();
        if (types.length != values.size()) throw new IllegalArgumentException(function + " takes " + types.length);
        for (int i = 0; i < types.length; i++) given.add(argument(values.get(i), types[i]));
        Object result;
        try {
            result = method.invoke(null, given.toArray());
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
        List<Object> results = new ArrayList<>();
        if (method.getReturnType() == void.class) return results;
        if (!method.getReturnType().isRecord()) {
            results.add(result);
            return results;
        }
        for (RecordComponent part : method.getReturnType().getRecordComponents()) results.add(part.getAccessor().invoke(result));
        return results;
    }

    private static byte[] unhex(Object digits) {
        return HexFormat.of().parseHex((String) digits);
    }

    private static long number(Object value) {
        return value instanceof Map<?, ?> map ? new BigInteger((String) map.get("int")).longValue() : (Long) value;
    }

    private static Object argument(Object value, Class<?> type) throws Throwable {
        if (value == null) return null;
        if (type == int.class) return (int) number(value);
        if (type == boolean.class) return number(value) != 0;
        if (type == long.class || type == Long.class) return number(value);
        if (value instanceof List<?> list && type.isArray()) {
            Object made = Array.newInstance(type.getComponentType(), list.size());
            for (int i = 0; i < list.size(); i++) Array.set(made, i, argument(list.get(i), type.getComponentType()));
            return made;
        }
        if (value instanceof Map<?, ?> map) return map.containsKey("struct") ? struct((Map<?, ?>) map.get("struct"), type) : object(map);
        return value;
    }

    private static Object struct(Map<?, ?> fields, Class<?> type) throws Throwable {
        Object made = type.getConstructor().newInstance();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            Method setter = Arrays.stream(type.getMethods())
                    .filter(m -> m.getName().equals(camel((String) field.getKey())) && m.getParameterCount() == 1)
                    .findFirst().orElseThrow(() -> new IllegalArgumentException(type + " has no " + field.getKey()));
            setter.invoke(made, argument(field.getValue(), setter.getParameterTypes()[0]));
        }
        return made;
    }

    private static Object object(Map<?, ?> map) throws Throwable {
        if (map.containsKey("double")) return little(unhex(map.get("double"))).getDouble();
        if (map.containsKey("bytes")) return unhex(map.get("bytes"));
        if (map.containsKey("dtype")) return NdDtype.of((String) map.get("dtype"));
        if (map.containsKey("array")) {
            long[] shape = ((List<?>) map.get("shape")).stream().mapToLong(Values::number).toArray();
            return Functions.arrayFromMemory(unhex(map.get("data")), NdDtype.of((String) map.get("array")), shape, null);
        }
        return call((String) map.get("call"), (List<?>) map.get("arguments"), new ArrayList<>()).get(0);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String dtypeName(NdDtype dtype) {
        return Functions.dtypeIsSwapped(dtype) != 0 ? Functions.dtypeTypeStr(dtype) : dtype.toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The JSON form of a result; `want` tells what Java does not: whether a long is unsigned. */
    static Object encode(Object value, Object want) {
        if (value instanceof NdArray array) {
            List<Object> shape = new ArrayList<>();
            for (long extent : array.shape()) shape.add(extent);
            return Map.of("array", dtypeName(array.dtype()), "shape", shape, "data", hex(array.bytes()));
        }
        if (value instanceof NdDtype dtype) return Map.of("dtype", dtypeName(dtype));
        if (value instanceof Handle) return Map.of("handle", "nd_" + value.getClass().getSimpleName().substring(2).toLowerCase());
        if (value instanceof byte[] bytes) return Map.of("bytes", hex(bytes));
        if (value instanceof Double number) {
            return Map.of("double", hex(little(new byte[8]).putDouble(number).array()));
        }
        if (value instanceof Integer number) return (long) number;
        if (value instanceof Long number && want instanceof Map<?, ?> map && map.containsKey("int")) {
            boolean isSigned = new BigInteger((String) map.get("int")).bitLength() < 64;
            return Map.of("int", isSigned ? Long.toString(number) : Long.toUnsignedString(number));
        }
        if (value == null || !value.getClass().isArray()) return value;
        List<Object> made = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) made.add(encode(Array.get(value, i), null));
        return made;
    }

    private static final List<String> FLOATS = List.of("float32", "complex64", "float64", "complex128");

    private static double[] floats(Map<?, ?> value) {
        ByteBuffer bytes = little(unhex(value.get("data")));
        boolean isDouble = FLOATS.indexOf(value.get("array")) >= 2;
        double[] made = new double[bytes.remaining() / (isDouble ? 8 : 4)];
        for (int i = 0; i < made.length; i++) made[i] = isDouble ? bytes.getDouble() : bytes.getFloat();
        return made;
    }

    private static boolean near(Map<?, ?> got, Map<?, ?> want, long tolerance) {
        if (!want.get("array").equals(got.get("array")) || !want.get("shape").equals(got.get("shape"))) return false;
        double[] ours = floats(got);
        double[] theirs = floats(want);
        double epsilon = FLOATS.indexOf(want.get("array")) >= 2 ? 0x1p-52 : 0x1p-23;
        double allowed = tolerance * epsilon * Arrays.stream(theirs).map(Math::abs).max().orElse(0);
        for (int i = 0; i < theirs.length; i++) {
            if (!(Math.abs(ours[i] - theirs[i]) <= allowed)) return false;
        }
        return true;
    }

    static boolean same(Object got, Object want, long tolerance) {
        if (want instanceof Map<?, ?> map) {
            if (map.containsKey("any")) return true;
            if (tolerance > 0 && FLOATS.contains(map.get("array")) && got instanceof Map<?, ?> ours) return near(ours, map, tolerance);
        }
        return want == null ? got == null : want.equals(got);
    }
}
