package ndcore

/*
#cgo LDFLAGS: -lndcore
#include <stdlib.h>
#include <ndcore/ndcore.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"strings"
	"unsafe"
)

// Error is what a failed call left in its thread's record.
type Error struct {
	Status   int32  // NDAxisError
	Kind     string // "ND_AXIS_ERROR"
	Message  string // "sum: axis 3 is out of bounds for an array of 2 dimensions"
	Function string // "nd_sum"
}

func (e *Error) Error() string { return e.Message }

// lastError must be called on the thread of the call that failed.
func lastError() error {
	status := C.nd_last_error_status()
	return &Error{int32(status), C.GoString(C.nd_status_name(status)), C.GoString(C.nd_last_error_message()),
		C.GoString(C.nd_last_error_function())}
}

func valueError(function, format string, values ...any) error {
	return &Error{NDValueError, "ND_VALUE_ERROR", fmt.Sprintf(format, values...), function}
}

func lengths(function, count string) error {
	return valueError(function, "%s: lists of `%s` differ in length", strings.TrimPrefix(function, "nd_"), count)
}

// Handle is any object of the library: an array, a dtype, a ufunc …
type Handle interface{ pointer() unsafe.Pointer }

// Drafts of the API demand the library of the very build that this package was generated from.
func init() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if C.nd_get_api_draft(buildHash) == nil {
		panic(fmt.Sprintf("libndcore is of another build than this package: %v", lastError()))
	}
}

// nothing is where empty lists begin: C tells them from NULL.
var nothing [8]byte

func list[T any](values []T) *T {
	if values == nil {
		return nil
	}
	if len(values) == 0 {
		return (*T)(unsafe.Pointer(&nothing))
	}
	return &values[0]
}

// room for so many results; a negative number is left for the function to refuse.
func room(count int64) int64 {
	if count < 0 {
		return 0
	}
	return count
}

func truth(yes bool) C.nd_flag {
	if yes {
		return 1
	}
	return 0
}

func text(value string) (*C.char, error) {
	if strings.IndexByte(value, 0) >= 0 {
		return nil, valueError("", "text: %q holds a zero character", value)
	}
	return C.CString(value), nil
}

func optionalText(value *string) (*C.char, error) {
	if value == nil {
		return nil, nil
	}
	return text(*value)
}

func texts(values []string) ([]*C.char, error) {
	if values == nil {
		return nil, nil
	}
	made := make([]*C.char, 0, len(values))
	for _, value := range values {
		one, err := text(value)
		if err != nil {
			free(made...)
			return nil, err
		}
		made = append(made, one)
	}
	return made, nil
}

func free(texts ...*C.char) {
	for _, one := range texts {
		C.free(unsafe.Pointer(one))
	}
}

func goText(value *C.char) *string {
	if value == nil {
		return nil
	}
	text := C.GoString(value)
	return &text
}

func numbers[To, From ~int32 | ~int64](values []From) []To {
	made := make([]To, len(values))
	for i, value := range values {
		made[i] = To(value)
	}
	return made
}
