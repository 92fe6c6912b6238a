// A struct of the C API: its memory, and what its pointers point to. The generated classes name the fields.
package ndcore;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;

/** `new ReduceOptions().keepdims(true)`: what is set is kept alive. */
abstract class Struct {
    private final Memory memory;
    private final Map<Integer, Handle> handles = new HashMap<>();
    private final Map<Integer, Memory> texts = new HashMap<>();

    Struct(int size) {
        memory = new Memory(size);
        memory.clear();
        memory.setLong(0, size);
    }

    /** For a call: handles that were closed meanwhile are null in it. */
    Memory memory() {
        handles.forEach((offset, handle) -> memory.setLong(offset, C.handle(handle)));
        return memory;
    }

    void put(int offset, boolean value) {
        memory.setInt(offset, value ? 1 : 0);
    }

    void put(int offset, int value) {
        memory.setInt(offset, value);
    }

    void put(int offset, long value) {
        memory.setLong(offset, value);
    }

    void put(int offset, double value) {
        memory.setDouble(offset, value);
    }

    void put(int offset, Handle handle) {
        handles.put(offset, handle);
    }

    void put(int offset, String text) {
        texts.put(offset, text == null ? null : C.memory(text));
        memory.setLong(offset, Pointer.nativeValue(texts.get(offset)));
    }

    boolean readBoolean(int offset) {
        return memory.getInt(offset) != 0;
    }

    int readInt(int offset) {
        return memory.getInt(offset);
    }

    long readLong(int offset) {
        return memory.getLong(offset);
    }

    double readDouble(int offset) {
        return memory.getDouble(offset);
    }

    String readString(int offset) {
        return C.string(memory.getLong(offset));
    }

    Pointer readPointer(int offset) {
        return memory.getPointer(offset);
    }
}
