//! Where support is asked (SUP-21): every page that ends in "ask support" opens the right form with what is known filled in. The pages are those of the
//! module of support; modules below it lead there by these addresses and know nothing else of it.

use crate::query::address;
use crate::scope::Scope;

/// The form for people who cannot sign in.
pub const PUBLIC_FORM: &str = "/support";

/// The form of a category, with these fields filled in; without a category the choice of one. Who is not signed in does that on the way.
pub fn ask(scope: &Scope, category: &str, known: &[(&str, &str)]) -> String {
    with(&scope.path("/requests/new"), category, known)
}

/// The same for people who cannot sign in.
pub fn ask_without_account(category: &str, known: &[(&str, &str)]) -> String {
    with(PUBLIC_FORM, category, known)
}

fn with(page: &str, category: &str, known: &[(&str, &str)]) -> String {
    let pairs: Vec<(&str, &str)> = std::iter::once(("category", category)).chain(known.iter().copied()).collect();
    address(page, &pairs)
}

#[cfg(test)]
mod tests {
    use super::{ask, ask_without_account};
    use crate::scope::Scope;

    /// SUP-21
    #[test]
    fn what_is_known_stands_in_the_address() {
        let known = [("subject", "License 12345-67890"), ("license", "")];
        assert_eq!(
            ask(&Scope::Personal, "portal", &known),
            "/requests/new?category=portal&subject=License%2012345-67890"
        );
        assert_eq!(ask_without_account("access", &[]), "/support?category=access");
    }
}
