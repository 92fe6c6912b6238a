package ndcore

// All conformance vectors through the generated functions; see tests/conformance/README.md at the top of the tree.

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"testing"
)

type vector struct {
	ID, Function       string
	Arguments, Results []any
	Error              string
	After              [][2]any
	Tolerance          json.Number
}

func vectors(t *testing.T) (rows []vector) {
	path := os.Getenv("NDCORE_VECTORS")
	if path == "" {
		path = "../../tests/conformance/vectors.jsonl"
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		decoder.UseNumber()
		var row vector
		if err := decoder.Decode(&row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return
}

// fault is what is wrong with the outcome of one vector.
func fault(row vector) error {
	arguments := make([]any, len(row.Arguments))
	for i, value := range row.Arguments {
		arguments[i] = decode(value)
	}
	results, err := callByName(row.Function, arguments)
	var refused *Error
	if row.Error != "" {
		if errors.As(err, &refused) && refused.Kind == row.Error {
			return nil
		}
		return fmt.Errorf("%v instead of %s", err, row.Error)
	}
	if err != nil {
		return err
	}
	tolerance, _ := row.Tolerance.Int64()
	if len(results) != len(row.Results) {
		return fmt.Errorf("%d results instead of %d", len(results), len(row.Results))
	}
	for i, result := range results {
		if got := encode(result); !same(got, row.Results[i], tolerance) {
			return fmt.Errorf("%v instead of %v", got, row.Results[i])
		}
	}
	for _, pair := range row.After {
		if now := encode(arguments[anInt(decode(pair[0]))]); !same(now, pair[1], 0) {
			return fmt.Errorf("afterwards %v instead of %v", now, pair[1])
		}
	}
	return nil
}

func TestConformance(t *testing.T) {
	rows := vectors(t)
	if len(rows) < 500 {
		t.Fatalf("only %d vectors", len(rows))
	}
	for _, row := range rows {
		row := row
		t.Run(row.ID, func(t *testing.T) {
			if err := fault(row); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAWrongVectorFails(t *testing.T) {
	row := vector{Function: "status_name", Arguments: []any{json.Number("-7")}, Results: []any{"ND_OK"}}
	if fault(row) == nil {
		t.Error("a wrong vector passes")
	}
}

func unhex(digits any) []byte { return Must(hex.DecodeString(digits.(string))) }

func dtypeName(d *Dtype) string {
	if Must(DtypeIsSwapped(d)) != 0 {
		return Must(DtypeTypeStr(d))
	}
	return d.String()
}

// same is whether a result is the expected one.
func same(got, want any, tolerance int64) bool {
	if object, ok := want.(map[string]any); ok {
		if _, ok := object["any"]; ok {
			return true
		}
		ours, ok := got.(map[string]any)
		if _, floats := object["array"]; ok && floats && tolerance > 0 {
			return near(ours, object, tolerance)
		}
	}
	return reflect.DeepEqual(got, want)
}
