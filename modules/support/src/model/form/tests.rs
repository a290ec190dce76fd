use super::{FieldKind, FieldName, Filled, fields};
use crate::model::category::Category;
use gatehouse_catalog::model::input::Reader;
use std::collections::{BTreeMap, BTreeSet};

fn typed(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// SUP-2
#[test]
fn a_form_takes_its_own_fields_and_names_what_is_wrong() {
    let mut reader = Reader::default();
    let form = typed(&[("kind", "error"), ("os", " Windows 11 "), ("certified", "true"), ("mood", "bad")]);
    let filled = Filled::read(&mut reader, Category::Technical, &form);
    assert!(reader.finish(()).is_ok());
    assert_eq!(filled.get(FieldName::Os), Some("Windows 11"));
    assert_eq!(filled.kind().as_deref(), Some("error"));
    assert_eq!(filled.shown(Category::Technical, gatehouse_core::Lang::En).len(), 3);
    let mut reader = Reader::default();
    Filled::read(&mut reader, Category::Technical, &typed(&[("kind", "rude"), ("os", "a\u{202e}b")]));
    let wrong = reader.finish(()).unwrap_err();
    assert!(format!("{wrong:?}").contains("fields.kind") && format!("{wrong:?}").contains("fields.os"));
}

/// LIC-28
#[test]
fn an_activation_names_its_order_or_says_so_and_its_contacts() {
    let read = |pairs: &[(&str, &str)]| {
        let mut reader = Reader::default();
        let filled = Filled::read(&mut reader, Category::Portal, &typed(pairs));
        reader.finish(filled)
    };
    let kind = ("kind", "premium_activation");
    let carl = ("contacts", "Carl Contact <carl@example.com>, +49 30 1");
    for whole in [("order_number", "S-1"), ("order_unknown", "true")] {
        assert!(read(&[kind, whole, carl]).is_ok(), "{whole:?}");
    }
    for missing in [
        vec![kind, carl],
        vec![kind, ("order_number", "S-1")],
        vec![kind, ("order_number", "S-1"), ("contacts", "Carl")],
    ] {
        assert!(read(&missing).is_err(), "{missing:?}");
    }
    let other = read(&[("kind", "question"), ("order_number", "S-1"), carl]).unwrap();
    assert_eq!((other.get(FieldName::Contacts), other.get(FieldName::OrderNumber)), (None, Some("S-1")));
}

#[test]
fn no_form_has_a_field_or_a_choice_twice() {
    for category in Category::ALL {
        let names: BTreeSet<FieldName> = fields(category).iter().map(|field| field.name).collect();
        assert_eq!(names.len(), fields(category).len(), "{category:?}");
        for field in fields(category) {
            if let FieldKind::One(choices) = field.kind {
                let words: BTreeSet<&str> = choices.iter().map(|choice| choice.word).collect();
                assert_eq!(words.len(), choices.len());
            }
        }
    }
}
