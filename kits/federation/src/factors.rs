//! Whether an ID token tells that the person gave more than one factor (RFC 8176, OpenID Connect EAP ACR Values 1.0).

use serde_json::Value;

/// What one knows.
const KNOWN: [&str; 3] = ["pwd", "pin", "kba"];
/// What one has.
const HAD: [&str; 7] = ["otp", "sms", "tel", "hwk", "swk", "sc", "pop"];
/// What one is.
const BEEN: [&str; 5] = ["fpt", "face", "iris", "retina", "vbm"];
/// Classes that ask for more than one factor.
const CLASSES: [&str; 4] =
    ["phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor", "https://refeds.org/profile/mfa"];

/// Whether `amr` says so, by the word for it or by factors of two kinds, or `acr` names a class that asks for it.
pub(crate) fn tells_more_than_one(amr: &Value, acr: &Value) -> bool {
    let words: Vec<&str> = match amr {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        Value::String(text) => text.split_whitespace().collect(),
        _ => Vec::new(),
    };
    let has = |kind: &[&str]| words.iter().any(|word| kind.contains(word));
    let kinds = [has(&KNOWN), has(&HAD), has(&BEEN)].into_iter().filter(|has| *has).count();
    has(&["mfa"]) || kinds >= 2 || acr.as_str().is_some_and(|class| CLASSES.contains(&class))
}

/// Whether `amr` has one of these words, or `acr` is one of these classes.
pub(crate) fn tells_one_of(amr: &Value, acr: &Value, words: &[String], classes: &[String]) -> bool {
    let has = |word: &str| words.iter().any(|one| one == word);
    let told = match amr {
        Value::Array(all) => all.iter().filter_map(Value::as_str).any(has),
        Value::String(text) => text.split_whitespace().any(has),
        _ => false,
    };
    told || acr.as_str().is_some_and(|class| classes.iter().any(|one| one == class))
}

#[cfg(test)]
mod tests {
    use super::tells_more_than_one;
    use serde_json::json;

    /// COM-14
    #[test]
    fn a_second_factor_is_what_is_told_in_words_that_are_known() {
        for (amr, acr, expected) in [
            (json!(["pwd", "mfa"]), json!(null), true),
            (json!(["mfa", "otp", "pwd"]), json!(null), true),
            (json!(["pwd", "otp"]), json!(null), true),
            (json!(["pwd", "hwk"]), json!(null), true),
            (json!(["fpt", "hwk"]), json!(null), true),
            (json!("pwd otp"), json!(null), true),
            (json!(null), json!("phrh"), true),
            (json!(null), json!("https://refeds.org/profile/mfa"), true),
            (json!(["pwd"]), json!(null), false),
            (json!(["pwd", "pin"]), json!(null), false),
            (json!(["otp", "sms"]), json!(null), false),
            (json!(["PWD", "MFA"]), json!(null), false),
            (json!(["pwd", "mfa-not"]), json!("1"), false),
            (json!(null), json!(2), false),
            (json!({ "mfa": true }), json!({}), false),
            (json!([1, ["mfa"]]), json!(null), false),
        ] {
            assert_eq!(tells_more_than_one(&amr, &acr), expected, "{amr} {acr}");
        }
    }
}
