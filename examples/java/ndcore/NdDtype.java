// The type of an array's elements.
package ndcore;

/** A dtype; two are the same exactly if their handles are. */
public final class NdDtype extends Handle {
    private NdDtype(long address, boolean owned) {
        super(address, owned);
    }

    static NdDtype wrap(long address, boolean owned) {
        return address == 0 ? null : new NdDtype(address, owned);
    }

    /** By name: "float64", ">i4". */
    public static NdDtype of(String name) {
        return Functions.dtypeParse(name);
    }

    public int code() {
        return Functions.dtypeCode(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NdDtype dtype && dtype.address() == address();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address());
    }

    @Override
    public String toString() {
        return Functions.dtypeName(this);
    }
}
