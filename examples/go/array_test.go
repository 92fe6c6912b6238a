package ndcore

// What is written by hand: ownership, errors, indexing, conversions, text.

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func ramp(shape ...int64) *Array {
	product := int64(1)
	for _, extent := range shape {
		product *= extent
	}
	return Must(Must(Arange(Int(0), Int(product), Int(1), nil)).Reshape(shape...))
}

func expect[T Element](t *testing.T, a *Array, want ...T) {
	t.Helper()
	if got := Must(ToSlice[T](a)); !reflect.DeepEqual(got, want) {
		t.Errorf("%v instead of %v", got, want)
	}
}

func TestNumbersTakeTheDtypeTheyMeet(t *testing.T) {
	a := Must(FromSlice([]float32{1, 2, 3}))
	b := Must(Add(Must(Multiply(a, Int(2))), Float(0.5)))
	if b.Dtype().String() != "float32" || !b.Dtype().Equal(DtypeOf[float32]()) {
		t.Errorf("%v", b.Dtype())
	}
	expect(t, b, float32(2.5), 4.5, 6.5)
	expect(t, Must(Add(Must(FromSlice([]int8{100})), Int(100))), int8(-56))
	expect(t, Must(Multiply(a, Complex(1i))), complex64(1i), 2i, 3i)
}

func TestOperators(t *testing.T) {
	a, b := Must(FromSlice([]int64{7, -7})), Int(2)
	expect(t, a.Add(b).Mul(b).Sub(Int(1)), int64(17), -11)
	expect(t, a.Div(b), 3.5, -3.5)
	expect(t, a.Mod(b).Or(a.Lsh(b)), int64(29), -27)
	expect(t, a.Neg().Pow(b), int64(49), 49)
	expect(t, a.Greater(Int(0)).And(a.LessEqual(Int(7)).Not()), false, false)
	if !a.Equal(Must(a.Copy())) || a.Equal(a.Neg()) {
		t.Error("Equal")
	}
	defer func() {
		if problem, is := recover().(*Error); !is || problem.Status != NDValueError {
			t.Errorf("%v", problem)
		}
	}()
	a.Add(ramp(3))
}

func TestMasks(t *testing.T) {
	mask := Must(FromSlice([]bool{true, false, true}))
	expect(t, mask.Not(), false, true, false)
	expect(t, Must(ramp(3).Get(Picked(mask))), int64(0), 2)
	odd := Must(View(Must(FromSlice([]int8{0, 2})), DtypeOf[bool]()))
	expect(t, odd, false, true)
}

func TestErrors(t *testing.T) {
	_, err := Sum(ramp(2, 3), []int64{5}, nil)
	var refused *Error
	if !errors.As(err, &refused) || refused.Status != NDAxisError || refused.Kind != "ND_AXIS_ERROR" || refused.Function != "nd_sum" ||
		!strings.Contains(err.Error(), "axis 5") {
		t.Errorf("%#v", err)
	}
	for name, call := range map[string]func() error{
		"lengths": func() error { _, err := Moveaxis(ramp(2, 3), []int64{0, 1}, []int64{1}); return err },
		"shape":   func() error { _, err := FromSlice([]int32{1, 2, 3}, 2, 2); return err },
		"zero":    func() error { _, err := DtypeParse("f8\x00"); return err },
		"item":    func() error { _, err := Item[int64](ramp(3)); return err },
		"nil":     func() error { _, err := Add(nil, ramp(3)); return err },
	} {
		if call() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Each goroutine sees its own error, whichever thread it moves to.
func TestErrorsOfManyGoroutines(t *testing.T) {
	a := ramp(2, 3)
	var group sync.WaitGroup
	for i := int64(2); i < 34; i++ {
		group.Add(1)
		go func(axis int64) {
			defer group.Done()
			for n := 0; n < 200; n++ {
				_, err := Sum(a, []int64{axis}, nil)
				if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("axis %d ", axis)) {
					t.Errorf("axis %d: %v", axis, err)
					return
				}
				runtime.Gosched()
			}
		}(i)
	}
	group.Wait()
}

func TestHandlesAreGivenBack(t *testing.T) {
	collect := func() int64 {
		var live int64
		for i := 0; i < 50; i++ { // finalizers run some time after a collection
			runtime.GC()
			time.Sleep(2 * time.Millisecond)
			if now := Must(LiveHandles()); now == live {
				break
			} else {
				live = now
			}
		}
		return live
	}
	before := collect()
	func() {
		for i := 0; i < 100; i++ {
			ramp(4, 3).Rows()
		}
		a := ramp(3)
		a.Release()
		a.Release()
		if _, err := ArrayNdim(a); err == nil {
			t.Error("a released array can be used")
		}
	}()
	if after := collect(); after > before {
		t.Errorf("%d handles are left", after-before)
	}
}

func TestIndexing(t *testing.T) {
	a := ramp(2, 3, 4)
	expect(t, Must(a.Get(At(1), At(2), At(3))), int64(23))
	expect(t, Must(a.Get(At(0), Stride(Unset, Unset, -1), Span(1, 2))), int64(9), 5, 1)
	if shape := Must(a.Get(Whole(), NewAxis, Ellipsis, At(-1))).Shape(); !reflect.DeepEqual(shape, []int64{2, 1, 3}) {
		t.Errorf("%v", shape)
	}
	mask := Must(Greater(a, Int(20)))
	expect(t, Must(a.Get(Picked(mask))), int64(21), 22, 23)
	if err := a.Set(Int(0), Picked(mask)); err != nil {
		t.Error(err)
	}
	expect(t, Must(a.Get(At(1), At(2), Span(1, Unset))), int64(0), 0, 0)
	if _, err := a.Get(At(2)); err == nil {
		t.Error("no error")
	}
}

func TestViewsShareAndCopiesDoNot(t *testing.T) {
	a := ramp(2, 3)
	view, independent := a.T(), Must(a.Copy())
	if err := a.Set(Int(77), At(0), At(1)); err != nil {
		t.Error(err)
	}
	expect(t, Must(view.Get(At(1), At(0))), int64(77))
	expect(t, independent, int64(0), 1, 2, 3, 4, 5)
	if strides := view.Strides(); !reflect.DeepEqual(strides, []int64{8, 24}) {
		t.Errorf("%v", strides)
	}
	for i, row := range a.Rows() {
		if row.Size() != 3 || Must(Item[int64](Must(row.Get(At(2))))) != int64(3*i+2) {
			t.Errorf("row %d: %v", i, row)
		}
	}
}

func TestStructs(t *testing.T) {
	a, out := Must(FromSlice([]float32{1.25, 2.5})), []*Array{nil}
	options := &UfuncOptions{Dtype: DtypeOf[float64]()}
	if err := UfuncCall(Must(UfuncFind("negative")), []*Array{a}, out, options); err != nil {
		t.Error(err)
	}
	expect(t, out[0], -1.25, -2.5)
	nan := "?"
	print := NewPrintOptions()
	quotient := Must(Divide(Float(0), Must(FromSlice([]float64{0, 4}))))
	if text := characters(Must(ArrayText(quotient, " ", 0, 0, print))); text != quotient.String() {
		t.Errorf("%q", text)
	}
	print.Precision, print.Floatmode, print.Nanstr = 1, NDFloatmodeFixed, &nan
	text := characters(Must(ArrayText(quotient, " ", 0, 0, print)))
	if text != "[  ? 0.0]" {
		t.Errorf("%q", text)
	}
	modes, err := FpGetModes()
	if err != nil || modes.Divide != NDFpWarn {
		t.Errorf("%v %v", modes, err)
	}
}

func TestOptionsOfReductions(t *testing.T) {
	a := ramp(2, 3)
	total := func(options *ReduceOptions) *Array { return Must(Sum(a, []int64{1}, options)) }
	kept := total(&ReduceOptions{Keepdims: true, Dtype: DtypeOf[float32]()})
	expect(t, kept, float32(3), 12)
	if shape := kept.Shape(); !reflect.DeepEqual(shape, []int64{2, 1}) || !kept.Dtype().Equal(DtypeOf[float32]()) {
		t.Errorf("%v %v", shape, kept.Dtype())
	}
	even := Must(FromSlice([]bool{true, false, true}))
	expect(t, total(&ReduceOptions{Where: even, Initial: Int(10)}), int64(12), 18)
	into := Must(FromSlice([]int64{0, 0}))
	expect(t, total(&ReduceOptions{Out: into}), int64(3), 12)
	expect(t, into, int64(3), 12)
	expect(t, Must(Var(a, nil, &ReduceOptions{Ddof: 1, Mean: Must(Mean(a, nil, nil))})), 3.5)
	empty := Must(FromSlice([]int64{}))
	expect(t, Must(Sum(empty, nil, nil)), int64(0))
	if _, err := Sum(empty, nil, &ReduceOptions{NoInitial: true}); err == nil {
		t.Error("a sum of nothing without a start")
	}
}

func TestAxesAndFlags(t *testing.T) {
	a := Must(FromSlice([]int64{3, 1, 3, 1}, 2, 2))
	expect(t, Must(Cumsum(a, NDAxisNone, nil, nil)), int64(3), 4, 7, 8)
	expect(t, Must(Cumsum(a, 1, nil, nil)), int64(3), 4, 3, 4)
	line := Must(FromSlice([]int64{0, 1, 1, 2}))
	for right, want := range map[bool]int64{true: 1, false: 3} {
		expect(t, Must(Digitize(Int(1), line, right)), want)
	}
	for side, want := range map[int32]int64{NDSideLeft: 1, NDSideRight: 3} {
		expect(t, Must(Searchsorted(line, Int(1), side, nil)), want)
	}
}

func TestText(t *testing.T) {
	if text := fmt.Sprint(ramp(2, 2)); text != "[[0 1]\n [2 3]]" {
		t.Errorf("%q", text)
	}
	if text := fmt.Sprintf("%#v", Must(FromSlice([]int8{1, 2}))); text != "array([1, 2], dtype=int8)" {
		t.Errorf("%q", text)
	}
}
