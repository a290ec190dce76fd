//! U+0000, refused once for all.
//!
//! No text of ours has it, PostgreSQL cannot store or compare it, and SQLite can: so no value that was sent reaches a
//! handler with it, and both engines answer alike. It is looked for in the bytes, before anything is decoded.

/// Whether a path, a query or a form's body (percent-encoded) holds it.
pub(crate) fn in_encoded(bytes: &[u8]) -> bool {
    // A percent sign that means itself is written %25, so these three can be nothing else.
    bytes.contains(&0) || bytes.windows(3).any(|three| three == b"%00")
}

/// Whether a JSON text holds it: as an escape that is no escaped backslash with digits behind it.
pub(crate) fn in_json(bytes: &[u8]) -> bool {
    let backslashes = |end: usize| bytes[..end].iter().rev().take_while(|byte| **byte == b'\\').count();
    let mut windows = bytes.windows(5).enumerate();
    bytes.contains(&0) || windows.any(|(at, five)| five == b"u0000" && backslashes(at) % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::{in_encoded, in_json};

    /// ALL-9
    #[test]
    fn it_is_found_however_it_is_written_and_nothing_else_is_taken_for_it() {
        for with in ["a=%00", "%00", "a=b%00c", "a=%25%00", "a=%2%00", "a=b\0"] {
            assert!(in_encoded(with.as_bytes()), "{with:?}");
        }
        for without in ["", "a=0", "a=%2500", "a=%0", "a=%0A0", "a=%E3%80%80"] {
            assert!(!in_encoded(without.as_bytes()), "{without:?}");
        }
        for with in [r#"{"a":"\u0000"}"#, r#"["\\\u0000"]"#, r#"{"\u0000":1}"#, r#""\u0000\u0000""#, "\"\0\""] {
            assert!(in_json(with.as_bytes()), "{with:?}");
        }
        for without in [r#"{"a":"u0000"}"#, r#"["\\u0000"]"#, r#""\\\\u0000""#, r#""\u0001""#, "", "u0000"] {
            assert!(!in_json(without.as_bytes()), "{without:?}");
        }
    }
}
