package ndcore

// What README.md shows, in the same lines, and a check that they are the same.

import (
	"fmt"
	"log"
	"os"
	"strings"
	"testing"
)

func Example() {
	a := Must(FromSlice([]float64{1, 2, 3, 4}, 2, 2))
	total, err := Sum(a.Mul(Float(2)), []int64{0}, nil)
	if err != nil {
		log.Fatal(err) // an *ndcore.Error: status, kind, message, function
	}
	fmt.Println(total, Must(a.Get(Whole(), At(-1))))
	// Output: [ 8. 12.] [2. 4.]
}

func TestReadmeShowsTheExample(t *testing.T) {
	lines := func(path, from, to string) string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, after, _ := strings.Cut(string(text), from)
		part, _, _ := strings.Cut(after, to)
		return strings.Join(strings.Fields(strings.ReplaceAll(part, "ndcore.", "")), " ")
	}
	shown, run := lines("README.md", "```go\n", "```"), lines("readme_test.go", "func Example() {\n", "\t// Output:")
	if shown == "" || shown != run {
		t.Errorf("README.md shows\n%s\nthe example runs\n%s", shown, run)
	}
}
