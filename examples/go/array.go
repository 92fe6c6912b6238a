// Package ndcore is NumPy's core from Go, over libndcore's C API: Array, and every function of the API by values.
//
// nil stands for what is left out. Numbers become arrays by Int, Float and Complex and take the dtype of what they meet,
// as in Python:
//
//	a := ndcore.Must(ndcore.FromSlice([]float64{1, 2, 3, 4}, 2, 2))
//	total := ndcore.Must(ndcore.Sum(a.Mul(ndcore.Float(2)), nil, nil))
package ndcore

import (
	"runtime"
	"unsafe"
)

// Must is the value of a call that cannot fail here; it panics with the error of one that does.
func Must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// Int is a number as in Python: it takes the dtype of what it meets.
func Int(value int64) *Array { return Must(WeakInt(value)) }

// Float is a number as in Python.
func Float(value float64) *Array { return Must(WeakFloat(value)) }

// Complex is a number as in Python.
func Complex(value complex128) *Array { return Must(WeakComplex(real(value), imag(value))) }

// Element are Go's types of elements.
type Element interface {
	bool | int8 | uint8 | int16 | uint16 | int32 | uint32 | int64 | uint64 | float32 | float64 | complex64 | complex128
}

// DtypeOf is the dtype of a Go type.
func DtypeOf[T Element]() *Dtype {
	var code int32
	switch any(*new(T)).(type) {
	case bool:
		code = NDBool
	case int8:
		code = NDInt8
	case uint8:
		code = NDUint8
	case int16:
		code = NDInt16
	case uint16:
		code = NDUint16
	case int32:
		code = NDInt32
	case uint32:
		code = NDUint32
	case int64:
		code = NDInt64
	case uint64:
		code = NDUint64
	case float32:
		code = NDFloat32
	case float64:
		code = NDFloat64
	case complex64:
		code = NDComplex64
	case complex128:
		code = NDComplex128
	}
	return Must(DtypeFromCode(code, NDNative))
}

func (d *Dtype) String() string { return Must(DtypeName(d)) }

// Equal tells whether two dtypes are the same.
func (d *Dtype) Equal(other *Dtype) bool { return d.raw() == other.raw() }

// FromSlice copies the elements of a slice, in C order; without a shape the array is 1-d.
func FromSlice[T Element](values []T, shape ...int64) (*Array, error) {
	if shape == nil {
		shape = []int64{int64(len(values))}
	}
	product := int64(1)
	for _, extent := range shape {
		product *= extent
	}
	if product != int64(len(values)) {
		return nil, valueError("nd_array_from_memory", "FromSlice: %d elements do not fit the shape %v", len(values), shape)
	}
	made, err := ArrayFromMemory(unsafe.Pointer(list(append([]T{}, values...))), DtypeOf[T](), shape, nil)
	runtime.KeepAlive(values)
	return made, err
}

// ToSlice gives the elements in C order, converted to T.
func ToSlice[T Element](a *Array) ([]T, error) {
	same, err := a.Astype(DtypeOf[T]())
	if err != nil {
		return nil, err
	}
	nbytes := Must(ArrayNbytes(same))
	memory, err := ArrayToMemory(same, nbytes, NDOrderC)
	if err != nil || nbytes == 0 {
		return []T{}, err
	}
	if _, isBool := any(*new(T)).(bool); isBool {
		for i, one := range memory { // C may write any byte, a bool of Go is 0 or 1
			if one != 0 {
				memory[i] = 1
			}
		}
	}
	values := make([]T, a.Size())
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&values[0])), nbytes), memory)
	return values, nil
}

// Item is the element of an array that has one.
func Item[T Element](a *Array) (value T, err error) {
	values, err := ToSlice[T](a)
	if err == nil && len(values) != 1 {
		err = valueError("nd_array_item", "Item: the array has %d elements", len(values))
	}
	if err == nil {
		value = values[0]
	}
	return
}

// Ndim is the number of axes.
func (a *Array) Ndim() int { return int(Must(ArrayNdim(a))) }

// Size is the number of elements.
func (a *Array) Size() int { return int(Must(ArraySize(a))) }

// Dtype is the type of the elements.
func (a *Array) Dtype() *Dtype { return Must(ArrayDtype(a)) }

// Shape are the extents of the axes.
func (a *Array) Shape() []int64 { return a.extents(ArrayShape) }

// Strides are in bytes.
func (a *Array) Strides() []int64 { return a.extents(ArrayStrides) }

func (a *Array) extents(read func(*Array) (*int64, error)) []int64 {
	found := append([]int64{}, unsafe.Slice(Must(read(a)), a.Ndim())...)
	runtime.KeepAlive(a)
	return found
}

// Reshape gives a view where the memory allows it; one extent may be -1.
func (a *Array) Reshape(shape ...int64) (*Array, error) {
	return Reshape(a, shape, NDOrderC, NDCopyIfNeeded)
}

// T is a view with the axes in reverse.
func (a *Array) T() *Array { return Must(Transpose(a, nil)) }

// Astype converts the elements.
func (a *Array) Astype(dtype *Dtype) (*Array, error) {
	return Astype(a, dtype, NDCastingUnsafe, NDOrderK)
}

// Copy is an independent array with the same elements; an assignment of *Array and views share them.
func (a *Array) Copy() (*Array, error) { return Copy(a, NDOrderC) }

// Rows are the parts along the first axis: views, or 0-d copies of the elements of a 1-d array.
func (a *Array) Rows() []*Array {
	if a.Ndim() == 0 {
		return nil
	}
	rows := make([]*Array, a.Shape()[0])
	for i := range rows {
		rows[i] = Must(GetItem(a, int64(i)))
	}
	return rows
}

// String is NumPy's str().
func (a *Array) String() string { return characters(Must(ArrayText(a, " ", 0, 0, nil))) }

// GoString is NumPy's repr(); %#v prints it.
func (a *Array) GoString() string { return characters(Must(ArrayRepr(a, "array", nil))) }

func characters(text *Array) string { return string(Must(ToSlice[byte](text))) }
