package ndcore

// The values of the conformance vectors: from JSON into a call, back from a result.

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"unsafe"
)

// decode gives the value of an argument: nil, *big.Int, float64, string, []byte, []any, fields or a handle.
func decode(value any) any {
	switch v := value.(type) {
	case json.Number:
		number, _ := new(big.Int).SetString(v.String(), 10)
		return number
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = decode(item)
		}
		return list
	case map[string]any:
		return object(v)
	}
	return value
}

func object(v map[string]any) any {
	if given, ok := v["struct"]; ok {
		made := fields{}
		for name, field := range given.(map[string]any) {
			made[name] = decode(field)
		}
		return made
	}
	if digits, ok := v["int"]; ok {
		number, _ := new(big.Int).SetString(digits.(string), 10)
		return number
	}
	if bits, ok := v["double"]; ok {
		return math.Float64frombits(binary.LittleEndian.Uint64(unhex(bits)))
	}
	if data, ok := v["bytes"]; ok {
		return unhex(data)
	}
	if name, ok := v["dtype"]; ok {
		return Must(DtypeParse(name.(string)))
	}
	if name, ok := v["array"]; ok {
		dtype := Must(DtypeParse(name.(string)))
		return Must(ArrayFromMemory(address(unhex(v["data"])), dtype, ints(decode(v["shape"])), nil))
	}
	return Must(callByName(v["call"].(string), decode(v["arguments"]).([]any)))[0]
}

func anInt(value any) int64 {
	number := value.(*big.Int)
	if number.IsUint64() {
		return int64(number.Uint64())
	}
	return number.Int64()
}

func aFlag(value any) bool { return anInt(value) != 0 }

// fields are those of a struct, by their C names.
type fields map[string]any

// options is a struct with these fields, the others zero.
func options[T any](value any) *T {
	if value == nil {
		return nil
	}
	made := new(T)
	for name, field := range value.(fields) {
		into := reflect.ValueOf(made).Elem().FieldByName(camel(name))
		switch {
		case into.Kind() == reflect.Bool:
			into.SetBool(aFlag(field))
		case into.CanInt():
			into.SetInt(anInt(field))
		default:
			into.Set(reflect.ValueOf(field))
		}
	}
	return made
}

func camel(name string) (joined string) {
	for _, word := range strings.Split(name, "_") {
		joined += strings.ToUpper(word[:1]) + word[1:]
	}
	return
}

func ints(value any) []int64 {
	if value == nil {
		return nil
	}
	list := make([]int64, len(value.([]any)))
	for i, item := range value.([]any) {
		list[i] = anInt(item)
	}
	return list
}

func double(value any) float64 { return value.(float64) }
func aString(value any) string { return value.(string) }

func optionalString(value any) *string {
	if value == nil {
		return nil
	}
	text := value.(string)
	return &text
}

func someTexts(value any) []string {
	if value == nil {
		return nil
	}
	list := make([]string, len(value.([]any)))
	for i, item := range value.([]any) {
		list[i] = item.(string)
	}
	return list
}

func memory(value any) []byte { return value.([]byte) }

func address(value any) unsafe.Pointer { return unsafe.Pointer(list(value.([]byte))) }

func handle[T any](value any) (none T) {
	if value == nil {
		return none
	}
	return value.(T)
}

func handles[T any](value any) []T {
	list := make([]T, len(value.([]any)))
	for i, item := range value.([]any) {
		list[i] = item.(T)
	}
	return list
}

// encode gives a result as JSON.
func encode(value any) any {
	switch v := value.(type) {
	case *big.Int:
		return number(v)
	case float64:
		return map[string]any{"double": hex.EncodeToString(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))}
	case string:
		return v
	case []byte:
		return map[string]any{"bytes": hex.EncodeToString(v)}
	case *Dtype:
		return map[string]any{"dtype": dtypeName(v)}
	case *Array:
		shape := []any{}
		for _, extent := range v.Shape() {
			shape = append(shape, json.Number(strconv.FormatInt(extent, 10)))
		}
		data := Must(ArrayToMemory(v, Must(ArrayNbytes(v)), NDOrderC))
		return map[string]any{"array": dtypeName(v.Dtype()), "shape": shape, "data": hex.EncodeToString(data)}
	case Handle:
		return map[string]any{"handle": "nd_" + reflect.TypeOf(v).Elem().Name()}
	}
	reflected := reflect.ValueOf(value)
	switch reflected.Kind() {
	case reflect.Slice:
		list := []any{}
		for i := 0; i < reflected.Len(); i++ {
			list = append(list, encode(reflected.Index(i).Interface()))
		}
		return list
	case reflect.Bool:
		if reflected.Bool() {
			return json.Number("1")
		}
		return json.Number("0")
	case reflect.Uint64, reflect.Uint32, reflect.Uint16:
		return number(new(big.Int).SetUint64(reflected.Uint()))
	}
	return number(big.NewInt(reflected.Int()))
}

func number(v *big.Int) any {
	if v.CmpAbs(big.NewInt(1<<53)) > 0 {
		return map[string]any{"int": v.String()}
	}
	return json.Number(v.String())
}

func floats(v map[string]any) (values []float64) {
	data := unhex(v["data"])
	if v["array"] == "float32" || v["array"] == "complex64" {
		for ; len(data) > 0; data = data[4:] {
			values = append(values, float64(math.Float32frombits(binary.LittleEndian.Uint32(data))))
		}
		return
	}
	for ; len(data) > 0; data = data[8:] {
		values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(data)))
	}
	return
}

// near is whether no element is further off than so many epsilons of the largest one.
func near(got, want map[string]any, tolerance int64) bool {
	epsilon := map[any]float64{"float32": 0x1p-23, "complex64": 0x1p-23, "float64": 0x1p-52, "complex128": 0x1p-52}
	if _, ok := epsilon[want["array"]]; !ok {
		return reflect.DeepEqual(got, want)
	}
	if got["array"] != want["array"] || !reflect.DeepEqual(got["shape"], want["shape"]) {
		return false
	}
	ours, theirs, largest := floats(got), floats(want), 0.0
	for _, value := range theirs {
		largest = math.Max(largest, math.Abs(value))
	}
	for i := range ours {
		if !(math.Abs(ours[i]-theirs[i]) <= float64(tolerance)*epsilon[want["array"]]*largest) {
			return false
		}
	}
	return true
}
