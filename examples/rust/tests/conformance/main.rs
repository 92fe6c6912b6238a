//! All conformance vectors through the generated functions; see tests/conformance/README.md at the top of the tree.
#[rustfmt::skip] // generated
mod dispatch;
mod json;
mod value;

use json::Json;
use std::fs;
use value::{decode, encode, same};

fn path() -> String {
    let tree = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance/vectors.jsonl");
    std::env::var("NDCORE_VECTORS").unwrap_or_else(|_| tree.to_string())
}

/// What is wrong with the outcome of one vector, if anything.
fn fault(row: &Json) -> Option<String> {
    let arguments: Vec<_> = row.get("arguments")?.items().iter().map(decode).collect();
    let outcome = dispatch::call(row.get("function")?.text(), &arguments);
    let (results, wanted) = match (outcome, row.get("error")) {
        (Err(e), Some(kind)) if e.kind == kind.text() => return None,
        (Err(e), _) => return Some(format!("{}: {}", e.kind, e)),
        (Ok(_), Some(kind)) => return Some(format!("no error, {} was expected", kind.text())),
        (Ok(results), None) => (results, row.get("results").expect("results").items()),
    };
    let tolerance = row.get("tolerance").map_or(0, |t| t.int());
    let got: Vec<Json> = results.iter().map(encode).collect();
    if got.len() != wanted.len() || !got.iter().zip(wanted).all(|(g, w)| same(g, w, tolerance)) {
        return Some(format!("{:?} instead of {:?}", got, wanted));
    }
    let after = row.get("after").map_or(&[][..], |a| a.items());
    let damaged = |pair: &&Json| !same(&encode(&arguments[pair.items()[0].int() as usize]), &pair.items()[1], 0);
    after.iter().find(damaged).map(|pair| format!("afterwards argument {:?} is not as expected", pair.items()[0]))
}

#[test]
fn every_vector() {
    let text = fs::read_to_string(path()).expect("vectors.jsonl");
    let faults: Vec<String> = text
        .lines()
        .map(json::parse)
        .filter_map(|row| fault(&row).map(|why| format!("{}: {}", row.get("id").unwrap().text(), why)))
        .collect();
    assert!(text.lines().count() >= 500);
    assert!(faults.is_empty(), "{} of {} fail:\n{}", faults.len(), text.lines().count(), faults.join("\n"));
    println!("{} vectors", text.lines().count());
}

#[test]
fn a_wrong_vector_fails() {
    let row = r#"{"function": "status_name", "arguments": [-7], "results": ["ND_OK"]}"#;
    assert!(fault(&json::parse(row)).is_some());
}
