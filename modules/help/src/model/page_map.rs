//! Which page of the portal has which article (ALL-10). A test walks all doors of the running site and finds no page without one.

use super::shipped::by_slug;
use super::words::Reader;

/// Beginnings of addresses, by their parts; `*` is any part. The longest that fits counts, and of two the one with fewer stars.
const PAGES: &[(&str, &str)] = &[
    // Everybody.
    ("/", "sign-in-to-account"),
    ("/browsers", "supported-browsers"),
    ("/register", "create-an-account"),
    ("/confirm", "create-an-account"),
    ("/set-password", "create-an-account"),
    ("/welcome", "create-an-account"),
    ("/sign-in", "sign-in-to-account"),
    ("/sign-in/code", "two-step-verification"),
    ("/sign-in/text", "text-codes"),
    ("/sign-in/lost", "lost-phone"),
    ("/sign-in/passkey", "passkeys"),
    ("/sign-in/service", "sign-in-services"),
    ("/sign-in/with", "sign-in-services"),
    ("/sign-in/company", "company-sign-in"),
    ("/step-up", "sign-in-to-account"),
    ("/attach-service", "sign-in-services"),
    ("/device", "connect-a-product"),
    ("/oauth", "product-sign-in-fails"),
    ("/oauth/consent", "connected-apps"),
    ("/oauth/logout", "connected-apps"),
    ("/forgot-password", "forgot-password"),
    ("/confirm-email", "change-email"),
    ("/undo-email", "change-email"),
    ("/undo-two-step", "two-step-verification"),
    ("/keep-two-step", "lost-phone"),
    ("/keep-owner", "change-of-owner"),
    ("/stop-emails", "emails-on-and-off"),
    ("/pause-emails", "emails-on-and-off"),
    ("/company-notices", "company-settings"),
    ("/request-mails", "people-of-a-request"),
    ("/request-files", "files-that-help"),
    ("/send", "files-that-help"),
    ("/support", "open-a-request"),
    ("/support/upload", "files-that-help"),
    ("/chat", "chat-with-support"),
    ("/survey", "rate-support"),
    ("/contract-certificate", "support-contract"),
    ("/lost-code", "where-is-my-code"),
    ("/key-file", "activate-offline"),
    ("/seller", "the-seller"),
    ("/certificate", "license-certificate"),
    ("/agreements", "license-agreement"),
    ("/trial", "try-a-product"),
    ("/downloads", "your-licenses"),
    ("/account-deleted", "delete-account"),
    ("/companies", "register-a-company"),
    ("/companies/joining", "join-a-company"),
    ("/companies/invitation", "join-a-company"),
    ("/company", "company-settings"),
    // Customers.
    ("/home", "what-home-shows"),
    ("/account", "your-profile"),
    ("/account/activity", "account-activity"),
    ("/account/apps", "connected-apps"),
    ("/account/browsers", "sessions-and-browsers"),
    ("/account/sessions", "sessions-and-browsers"),
    ("/account/security", "two-step-verification"),
    ("/account/security/passkey", "passkeys"),
    ("/account/security/phone", "text-codes"),
    ("/account/security/lost", "lost-phone"),
    ("/account/password", "forgot-password"),
    ("/account/email", "change-email"),
    ("/account/login", "login-without-email"),
    ("/account/notifications", "emails-on-and-off"),
    ("/account/sign-in-services", "sign-in-services"),
    ("/account/company-sign-in", "company-sign-in"),
    ("/account/company", "leave-a-company"),
    ("/account/delete", "delete-account"),
    ("/account/export", "your-data"),
    ("/account/privacy", "your-statements"),
    ("/account/statements", "your-statements"),
    ("/account/receipts", "your-statements"),
    ("/account/purchases", "your-purchases"),
    ("/licenses", "your-licenses"),
    ("/licenses/add", "add-a-license"),
    ("/licenses/devices", "manage-devices"),
    ("/licenses/renewals", "renewal"),
    ("/licenses/usage", "seats-in-use"),
    ("/licenses/*/code", "where-is-my-code"),
    ("/licenses/*/devices", "manage-devices"),
    ("/licenses/*/explain", "no-seat-free"),
    ("/licenses/*/help", "the-seller"),
    ("/licenses/*/key-files", "activate-offline"),
    ("/licenses/*/agreement", "license-agreement"),
    ("/licenses/*/certificate.pdf", "license-certificate"),
    ("/licenses/*/renewal", "renewal"),
    ("/licenses/*/merge", "renewal"),
    ("/licenses/*/reserve", "renewal"),
    ("/chats", "chat-with-support"),
    ("/requests", "answer-and-close"),
    ("/requests/new", "open-a-request"),
    ("/requests/*/people", "people-of-a-request"),
    ("/requests/*/mails", "people-of-a-request"),
    ("/requests/*/files", "files-that-help"),
    // Companies.
    ("/c/*", "rights-in-a-company"),
    ("/c/*/home", "what-home-shows"),
    ("/c/*/users", "rights-in-a-company"),
    ("/c/*/me", "rights-in-a-company"),
    ("/c/*/me/leave", "leave-a-company"),
    ("/c/*/invitations", "invite-users"),
    ("/c/*/joining", "invite-users"),
    ("/c/*/branches", "company-settings"),
    ("/c/*/audit", "company-settings"),
    ("/c/*/notices", "company-settings"),
    ("/c/*/settings", "company-settings"),
    ("/c/*/settings/delete", "delete-a-company"),
    ("/c/*/settings/domains", "mail-domains"),
    ("/c/*/settings/sign-in", "company-sign-in"),
    ("/c/*/settings/provisioning", "company-sign-in"),
    ("/c/*/owner", "change-of-owner"),
    ("/c/*/another-owner", "change-of-owner"),
    ("/c/*/licenses", "company-licenses"),
    ("/c/*/contracts", "support-contract"),
    ("/c/*/chat", "chat-with-support"),
    ("/c/*/chats", "chat-with-support"),
    ("/c/*/requests", "answer-and-close"),
    ("/c/*/requests/new", "open-a-request"),
    ("/c/*/requests/*/people", "people-of-a-request"),
    ("/c/*/requests/*/mails", "people-of-a-request"),
    ("/c/*/requests/*/files", "files-that-help"),
    // Programs' guide.
    ("/api/docs", "api-for-programs"),
    // The team.
    ("/staff", "staff-home-and-search"),
    ("/staff/search", "staff-home-and-search"),
    ("/staff/sign-in", "staff-sign-in"),
    ("/staff/set-password", "staff-sign-in"),
    ("/staff/setup", "staff-sign-in"),
    ("/staff/step-up", "staff-sign-in"),
    ("/staff/profile", "staff-profile"),
    ("/staff/accounts", "staff-customers"),
    ("/staff/portal-changes", "staff-customers"),
    ("/staff/companies", "staff-companies"),
    ("/staff/company-domains", "staff-companies"),
    ("/staff/company-requests", "staff-companies"),
    ("/staff/licenses", "staff-licenses"),
    ("/staff/licenses/*/block", "staff-blocking"),
    ("/staff/licenses/*/unblock", "staff-blocking"),
    ("/staff/verification", "staff-verification"),
    ("/staff/over-use", "staff-over-use"),
    ("/staff/devices", "staff-over-use"),
    ("/staff/usage", "staff-over-use"),
    ("/staff/renewals", "staff-licenses"),
    ("/staff/orders", "staff-orders"),
    ("/staff/catalog", "staff-catalog"),
    ("/staff/sellers", "staff-sellers"),
    ("/staff/trials", "staff-trials"),
    ("/staff/reports", "staff-reports"),
    ("/staff/requests", "staff-requests"),
    ("/staff/answers", "staff-answers"),
    ("/staff/macros", "staff-answers"),
    ("/staff/contracts", "staff-contracts"),
    ("/staff/help", "staff-help-center"),
    ("/staff/chats", "staff-chats"),
    ("/staff/surveys", "staff-surveys"),
    ("/staff/support", "staff-support-settings"),
    ("/staff/support/reports", "staff-support-reports"),
    ("/staff/failed-mails", "staff-support-settings"),
    ("/staff/statements", "staff-statements"),
    ("/staff/members", "staff-members"),
    ("/staff/api-keys", "staff-members"),
    ("/staff/clients", "staff-clients"),
    ("/staff/webhooks", "staff-webhooks"),
    ("/staff/proposals", "staff-proposals"),
    ("/staff/audit", "staff-audit"),
    ("/staff/jobs", "staff-jobs"),
    ("/staff/dead-letters", "staff-jobs"),
    ("/staff/settings", "staff-brand"),
    ("/staff/settings/sso", "staff-members"),
];

/// Beginnings of pages that are the help center itself, and of addresses that are no pages for people.
const NONE: &[&str] = &[
    "/help",
    "/staff/help/read",
    "/robots.txt",
    "/.well-known",
    "/oauth/jwks",
    "/_brand",
    "/human-check",
    "/f",
    "/assets",
    "/health",
    "/uploads",
    "/_dev",
    "/_ui",
];

/// The article of a page, by its words; `None` where the page needs none. What nothing is said of has the article of what lies above it.
#[must_use]
pub fn article_of(path: &str) -> Option<&'static str> {
    if NONE.iter().any(|none| fits(none, path).is_some()) {
        return None;
    }
    let found = PAGES.iter().filter_map(|(pattern, slug)| Some((fits(pattern, path)?, *slug)));
    found.max_by_key(|(fit, _)| *fit).map(|(_, slug)| slug)
}

/// Whether a page has an article of its own: the front page's is nobody else's.
#[must_use]
pub fn is_mapped(path: &str) -> bool {
    let found = PAGES.iter().filter(|(pattern, _)| path == "/" || *pattern != "/");
    NONE.iter().any(|none| fits(none, path).is_some())
        || found.into_iter().any(|(pattern, _)| fits(pattern, path).is_some())
}

/// Whether a page that this reader sees leads to an article of these words: where the team has archived or hidden it, something else is shown.
#[must_use]
pub fn leads(slug: &str, reader: Reader) -> bool {
    let is_for = by_slug(slug).is_some_and(|article| reader.may_read(article.audience));
    is_for && articles().any(|one| one == slug)
}

/// Every article that a page leads to.
pub fn articles() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(_, slug)| *slug)
}

/// How far a pattern is the beginning of an address: how many parts, and how many of them by name.
fn fits(pattern: &str, path: &str) -> Option<(usize, usize)> {
    let parts =
        |text: &'_ str| -> Vec<String> { text.split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect() };
    let (pattern, path) = (parts(pattern), parts(path));
    if pattern.len() > path.len() {
        return None;
    }
    let is_same = |(one, part): (&String, &String)| one == "*" || one == part || is_file_of(one, part);
    let named = pattern.iter().filter(|part| *part != "*").count();
    pattern.iter().zip(&path).all(is_same).then_some((pattern.len(), named))
}

/// The file of a list: `licenses.csv` is about what `licenses` is about.
fn is_file_of(name: &str, part: &str) -> bool {
    part.strip_suffix(".csv") == Some(name)
}

#[cfg(test)]
mod tests {
    use super::{article_of, is_mapped, leads};
    use crate::model::words::Reader;

    /// ALL-10
    #[test]
    fn the_nearest_entry_counts() {
        for (path, slug) in [
            ("/", Some("sign-in-to-account")),
            ("/oauth/authorize", Some("product-sign-in-fails")),
            ("/oauth/consent", Some("connected-apps")),
            ("/device/confirm", Some("connect-a-product")),
            ("/licenses", Some("your-licenses")),
            ("/licenses/add", Some("add-a-license")),
            ("/licenses/0199a0c2/code", Some("where-is-my-code")),
            ("/licenses.csv", Some("your-licenses")),
            ("/c/acme/settings/domains", Some("mail-domains")),
            ("/c/acme", Some("rights-in-a-company")),
            ("/requests/new", Some("open-a-request")),
            ("/requests/0199a0c2", Some("answer-and-close")),
            ("/staff/licenses/{id}/block", Some("staff-blocking")),
            ("/help/131-add-a-license", None),
        ] {
            assert_eq!(article_of(path), slug, "{path}");
        }
        assert!(leads("passkeys", Reader::Visitor) && !leads("staff-orders", Reader::Visitor));
        assert!(leads("staff-orders", Reader::Staff) && !leads("nothing-of-this", Reader::Staff));
        assert!(is_mapped("/account/place") && is_mapped("/help") && !is_mapped("/nothing-of-this"));
    }
}
