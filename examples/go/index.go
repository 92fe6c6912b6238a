package ndcore

// Index is one item of an index: At, Span, Stride, Whole, Ellipsis, NewAxis, or Picked for an array of indices or booleans.
type Index struct {
	numbers [4]int64
	array   *Array
}

// Unset is a limit or step of a slice that is left out.
const Unset = NDIndexUnset

// Ellipsis stands for all axes that are not named.
var Ellipsis = Index{numbers: [4]int64{NDIndexEllipsis}}

// NewAxis is an axis of extent 1 more.
var NewAxis = Index{numbers: [4]int64{NDIndexNewaxis}}

// At is one position of an axis.
func At(i int64) Index { return Index{numbers: [4]int64{NDIndexInteger, i}} }

// Span is start:stop, Unset for what is left out.
func Span(start, stop int64) Index { return Stride(start, stop, Unset) }

// Stride is start:stop:step.
func Stride(start, stop, step int64) Index {
	return Index{numbers: [4]int64{NDIndexSlice, start, stop, step}}
}

// Whole is a whole axis.
func Whole() Index { return Span(Unset, Unset) }

// Picked are the positions of an array of integers, or of the true elements of a mask.
func Picked(array *Array) Index { return Index{[4]int64{NDIndexArray}, array} }

func parts(items []Index) ([]int64, []*Array) {
	numbers, arrays := make([]int64, 0, 4*len(items)), []*Array{}
	for _, item := range items {
		numbers = append(numbers, item.numbers[:]...)
		if item.array != nil {
			arrays = append(arrays, item.array)
		}
	}
	return numbers, arrays
}

// Get gives the part that an index selects: a view for positions and slices, a copy for arrays and masks.
func (a *Array) Get(items ...Index) (*Array, error) {
	numbers, arrays := parts(items)
	return Get(a, numbers, arrays)
}

// Set assigns to the part that an index selects; value broadcasts.
func (a *Array) Set(value *Array, items ...Index) error {
	numbers, arrays := parts(items)
	return Set(a, numbers, arrays, value)
}
