//! Which domains nobody can claim: what many people share belongs to none of them.

use crate::{MailDomain, NotADomain};
use psl::Psl as _;

/// Hosts of free mail, and of providers that give their customers addresses; one a line, in A-labels. Those below them are meant too.
const FREE_MAIL: &str = include_str!("free_mail.txt");

/// Names that lead to no public mail server (RFC 6761, RFC 6762, RFC 7686, RFC 8375, and `internal`).
const NOT_PUBLIC: [&str; 7] = ["localhost", "local", "internal", "home.arpa", "arpa", "onion", "invalid"];

/// Why nobody can claim it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclaimable {
    /// It is no domain.
    #[error(transparent)]
    NotADomain(#[from] NotADomain),
    /// Everybody can have a name below it (publicsuffix.org): `co.jp`, `github.io`.
    #[error("names below this domain belong to many")]
    PublicSuffix,
    /// Everybody can have an address there.
    #[error("addresses of this domain belong to many")]
    FreeMail,
    /// It is of this machine or this network by its nature.
    #[error("this domain is not a public one")]
    NotPublic,
}

/// Reads a domain that a company claims.
pub fn claimable(typed: &str) -> Result<MailDomain, Unclaimable> {
    let domain = MailDomain::parse(typed)?;
    let ends = |end: &str| {
        let rest = domain.as_str().strip_suffix(end);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if NOT_PUBLIC.iter().any(|end| ends(end)) {
        Err(Unclaimable::NotPublic)
    } else if is_suffix(domain.as_str()) || is_suffix(&domain.shown()) {
        Err(Unclaimable::PublicSuffix)
    } else if free_mail().any(ends) {
        Err(Unclaimable::FreeMail)
    } else {
        Ok(domain)
    }
}

/// The list is written in people's letters; the other form is asked too, so that a change of that lets nothing through.
fn is_suffix(domain: &str) -> bool {
    psl::List.suffix(domain.as_bytes()).is_some_and(|suffix| suffix.as_bytes().len() == domain.len())
}

fn free_mail() -> impl Iterator<Item = &'static str> {
    FREE_MAIL.lines().map(str::trim).filter(|line| !(line.is_empty() || line.starts_with('#')))
}

#[cfg(test)]
mod tests {
    use super::{Unclaimable, claimable, free_mail};
    use crate::{MailDomain, NotADomain};
    use std::collections::BTreeSet;

    /// COM-14
    #[test]
    fn what_many_share_nobody_claims() {
        for suffix in ["co.jp", "com.au", "CO.UK", "github.io", "xn--55qx5d.cn", "公司.cn", "tokyo.jp"] {
            assert_eq!(claimable(suffix), Err(Unclaimable::PublicSuffix), "{suffix}");
        }
        for host in ["gmail.com", "GoogleMail.com", "yahoo.co.jp", "mail.ru", "docomo.ne.jp", "x.ocn.ne.jp", "qq.com"] {
            assert_eq!(claimable(host), Err(Unclaimable::FreeMail), "{host}");
        }
        for inside in ["printer.local", "acme.internal", "1.0.0.127.in-addr.arpa", "x.localhost", "acme.invalid"] {
            assert_eq!(claimable(inside), Err(Unclaimable::NotPublic), "{inside}");
        }
        assert_eq!(claimable("acme"), Err(Unclaimable::NotADomain(NotADomain::Malformed)));
        for good in
            ["acme.co.jp", "mail.acme.co.jp", "acme.example", "notgmail.com", "日本語.jp", "пример.рф", "acme.io"]
        {
            assert!(claimable(good).is_ok(), "{good}");
        }
    }

    /// COM-14
    #[test]
    fn the_list_of_free_mail_is_kept_in_order() {
        let lines: Vec<_> = free_mail().collect();
        let sorted: Vec<_> = lines.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        assert_eq!(lines, sorted, "sorted, each once");
        for line in lines {
            assert_eq!(MailDomain::parse(line).unwrap().as_str(), line);
        }
    }
}
