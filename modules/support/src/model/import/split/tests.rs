use super::{SplitRefused, Splitter};
use crate::model::import::MOST_ELEMENT;
use proptest::prelude::*;

/// The elements of a file, fed in pieces of so many bytes.
fn elements(file: &[u8], piece: usize) -> Result<Vec<String>, SplitRefused> {
    let mut splitter = Splitter::default();
    let mut all = Vec::new();
    for bytes in file.chunks(piece) {
        splitter.feed(bytes)?;
        all.extend(splitter.batch().into_iter().flatten());
    }
    all.extend(splitter.finish()?);
    Ok(String::from_utf8(all).unwrap().lines().map(str::to_owned).collect())
}

fn of(file: &str) -> Vec<String> {
    let whole = elements(file.as_bytes(), file.len().max(1)).unwrap();
    assert_eq!(elements(file.as_bytes(), 1).unwrap(), whole, "in pieces it is the same");
    whole
}

/// SUP-17
#[test]
fn the_forms_of_exports_have_the_same_elements() {
    let wanted = ["t{\"id\":1,\"x\":[{\"a\":\"}\\\"]\"}]}", "t{\"id\":2}"];
    assert_eq!(of("[{\"id\":1, \"x\":[{\"a\":\"}\\\"]\"}]},\n {\"id\": 2}]"), wanted);
    assert_eq!(of("{\"id\":1,\"x\":[{\"a\":\"}\\\"]\"}]}\n{\"id\":2}\n"), wanted);
    assert_eq!(
        of("{\"count\":2,\"tickets\":[{\"id\":1,\"x\":[{\"a\":\"}\\\"]\"}]},{\"id\":2}],\"next\":null}"),
        wanted
    );
    assert_eq!(of("\u{feff}[{\"id\":2}]"), ["t{\"id\":2}"]);
    assert_eq!(of("[]"), Vec::<String>::new());
    assert_eq!(of(""), Vec::<String>::new());
}

/// SUP-17
#[test]
fn lists_of_a_wrapped_export_are_told_apart_and_others_passed_over() {
    let file = "{\"tickets\":[{\"id\":1}],\"meta\":{\"tickets\":[{\"id\":9}]},\"groups\":[{\"id\":8},[1]],\
                \"articles\":[{\"id\":2}],\"users\":[{\"id\":3}]}\n{\"tickets\":[{\"id\":4}]}";
    assert_eq!(of(file), ["t{\"id\":1}", "a{\"id\":2}", "u{\"id\":3}", "t{\"id\":4}"]);
}

/// SUP-17
#[test]
fn a_line_with_a_list_of_articles_stays_one_element() {
    let line = "{\"ticket\":{\"id\":1},\"articles\":[{\"id\":2}]}";
    assert_eq!(of(line), [format!("t{line}")]);
}

/// SUP-17
#[test]
fn blanks_in_texts_stay() {
    assert_eq!(of("{\"a\" : \"b  c\"}"), ["t{\"a\":\"b  c\"}"]);
}

/// SUP-17
#[test]
fn what_is_no_export_is_refused() {
    for file in ["PK\x03", "<xml/>", "]", "{\"id\":1", "[{\"id\":\"1}", "{}}", "id,subject\n1,x"] {
        assert_eq!(elements(file.as_bytes(), 64), Err(SplitRefused::Malformed), "{file}");
    }
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(MOST_ELEMENT));
    assert_eq!(elements(large.as_bytes(), 1 << 16), Err(SplitRefused::LargeElement));
}

proptest! {
    /// SUP-17
    #[test]
    fn bytes_by_chance_never_panic(bytes in prop::collection::vec(prop::sample::select(b"{}[]\",:\\ tickets1\n".to_vec()), 0..200), piece in 1_usize..9) {
        let mut splitter = Splitter::default();
        let whole = splitter.feed(&bytes);
        let mut pieces = Splitter::default();
        let in_pieces = bytes.chunks(piece).try_for_each(|part| pieces.feed(part));
        prop_assert_eq!(whole, in_pieces);
        prop_assert_eq!(splitter.finish().ok(), pieces.finish().ok());
    }

    /// SUP-17
    #[test]
    fn every_element_of_an_array_comes_out(texts in prop::collection::vec("\\PC{0,20}", 0..12), piece in 1_usize..40) {
        let values: Vec<serde_json::Value> = texts.iter().map(|text| serde_json::json!({ "text": text, "list": [text] })).collect();
        let found = elements(&serde_json::to_vec(&values).unwrap(), piece).unwrap();
        prop_assert_eq!(found.len(), values.len());
        for (line, value) in found.iter().zip(&values) {
            prop_assert_eq!(&serde_json::from_str::<serde_json::Value>(&line[1..]).unwrap(), value);
        }
    }
}
