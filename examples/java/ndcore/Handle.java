// Owns a handle of the library; the base of all kinds, whose classes are generated but for NdArray and NdDtype.
package ndcore;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/** A handle. `close` gives it back at once, else the garbage collector does, which does not see the memory of arrays. */
public abstract class Handle implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final long LIMIT = 1L << 28;
    private static final AtomicLong taken = new AtomicLong();

    private long address;
    private final Cleaner.Cleanable cleanable;

    Handle(long address, boolean owned) {
        this.address = address;
        this.cleanable = owned ? CLEANER.register(this, new Release(address)) : null;
    }

    /** What gives a handle back must not know the object, which would never be collected. */
    private record Release(long address) implements Runnable {
        @Override
        public void run() {
            C.function("nd_release").invokeVoid(new Object[] {address});
        }
    }

    /** Wakes the collector when arrays have taken a lot of memory. */
    static void taken(long bytes) {
        if (taken.addAndGet(bytes) > LIMIT) {
            taken.set(0);
            System.gc();
        }
    }

    synchronized long address() {
        return address;
    }

    /** Using it afterwards is an error. */
    @Override
    public synchronized void close() {
        if (cleanable != null) {
            cleanable.clean();
            address = 0;
        }
    }
}
