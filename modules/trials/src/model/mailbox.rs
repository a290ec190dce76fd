//! One mailbox behind the addresses that lead to it, so that each has one trial of a product (LIC-22). Most of the accounts that were
//! made to try again elsewhere were such addresses of one mailbox.

use gatehouse_address::normalized;
use gatehouse_core::Uuid;

/// The domain of the keyed hashes by which a trial is found by its mailbox.
pub const MAILBOX: &str = "trials.mailbox";
/// The domain of the keyed hashes of product and mailbox.
pub const TAKEN: &str = "trials.taken";
/// The domain of the keyed hashes of product and device.
pub const DEVICE: &str = "trials.device";

/// Domains of one provider at which dots before the `@` say nothing.
const DOTLESS: [&str; 2] = ["gmail.com", "googlemail.com"];

/// The mailbox of an address, however it is written: lower case with an ASCII domain, without a `+tag`; at Gmail without dots, and under
/// one domain.
pub fn mailbox(email: &str) -> String {
    let email = normalized(email);
    let Some((local, domain)) = email.rsplit_once('@') else { return email };
    // Of an address that begins with a plus, nothing would be left.
    let bare = local.split('+').next().filter(|bare| !bare.is_empty()).unwrap_or(local);
    if DOTLESS.contains(&domain) {
        return format!("{}@{}", bare.replace('.', ""), DOTLESS[0]);
    }
    format!("{bare}@{domain}")
}

/// What the keyed hash of product and mailbox, or product and device, is over.
pub fn of_product(product: Uuid, thing: &[u8]) -> Vec<u8> {
    [&product.as_bytes()[..], thing].concat()
}

#[cfg(test)]
mod tests {
    use super::mailbox;

    /// LIC-22
    #[test]
    fn addresses_of_one_mailbox_are_one() {
        for (typed, is) in [
            ("Ada.Lind+trial@Example.COM", "ada.lind@example.com"),
            ("ada.lind@example.com", "ada.lind@example.com"),
            ("a.d.a+x+y@gmail.com", "ada@gmail.com"),
            ("ADA@googlemail.com", "ada@gmail.com"),
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("ada@BÜCHER.example", "ada@xn--bcher-kva.example"),
            ("+ada@example.com", "+ada@example.com"),
            ("a.da@gmail.com.example", "a.da@gmail.com.example"),
        ] {
            assert_eq!(mailbox(typed), is, "{typed}");
        }
    }

    /// LIC-22
    #[test]
    fn dots_count_elsewhere() {
        assert_ne!(mailbox("a.da@example.com"), mailbox("ada@example.com"));
    }
}
