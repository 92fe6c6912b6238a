// A struct of the C API; the generated functions of Functions make empty ones: ndUfuncOptions().
package ndcore;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;

/** `Functions.ufuncOptions().set("dtype", NdDtype.of("float64"))`. */
public final class Struct {
    private record Field(long offset, String type) {}

    private final Memory memory;
    private final Map<String, Field> fields = new HashMap<>();
    private final Map<String, Object> kept = new HashMap<>();

    Struct(int size, String layout) {
        memory = new Memory(size);
        memory.clear();
        memory.setLong(0, size);
        for (String field : layout.split(" ")) {
            String[] parts = field.split(":");
            fields.put(parts[0], new Field(Long.parseLong(parts[1]), parts[2]));
        }
    }

    Memory memory() {
        return memory;
    }

    private Field field(String name) {
        Field field = fields.get(name);
        if (field == null) throw new IllegalArgumentException("no field " + name + ", but " + fields.keySet());
        return field;
    }

    /** A number, a String or a handle; the struct keeps it alive. */
    public Struct set(String name, Object value) {
        Field field = field(name);
        if (value instanceof String text) value = C.memory(text);
        kept.put(name, value);
        if (field.type.equals("double")) memory.setDouble(field.offset, ((Number) value).doubleValue());
        else if (field.type.equals("int")) memory.setInt(field.offset, ((Number) value).intValue());
        else if (value instanceof Handle handle) memory.setLong(field.offset, handle.address());
        else if (value instanceof Memory text) memory.setLong(field.offset, Pointer.nativeValue(text));
        else memory.setLong(field.offset, value == null ? 0 : ((Number) value).longValue());
        return this;
    }

    /** A number, or the address of a pointer. */
    public long get(String name) {
        Field field = field(name);
        return field.type.equals("int") ? memory.getInt(field.offset) : memory.getLong(field.offset);
    }
}
