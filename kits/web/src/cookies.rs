//! Every cookie that Gatehouse sets, all strictly necessary (PRI-8).

use axum_extra::extract::cookie::{Cookie, SameSite};
use gatehouse_context::Settings;

/// A year in seconds.
pub const YEAR: i64 = 365 * 24 * 3600;

/// The cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// A customer's session token; authentication; 30 days at most, 90 when kept.
    Session,
    /// A staff member's session token; authentication; 12 hours at most.
    Staff,
    /// The language chosen by a visitor; user input; one year.
    Lang,
    /// The theme; user input; one year.
    Theme,
    /// The time zone that the browser told; user input; one year.
    Zone,
    /// A message for the next page; user input; one minute.
    Flash,
    /// This browser has signed in to the account before; security; one year.
    Device,
    /// A staff member has signed in to this browser before; security; 180 days.
    StaffBrowser,
    /// A secret that the next page shows once, sealed; user input; one minute.
    Shown,
    /// This browser has begun a registration; security; five days.
    Register,
    /// The token of a mailed link on its page, sealed; security; ten minutes, for a new member of the staff an hour.
    Link,
    /// Where a visitor wanted to go before registering, sealed; user input; five days.
    Next,
    /// A customer gave the password, and owes the second step; authentication; ten minutes.
    SecondStep,
    /// This browser was asked for a passkey to sign in; security; ten minutes.
    Passkey,
    /// What a service was asked and answered that somebody signs in with, sealed; authentication; ten minutes.
    Service,
    /// The token of a visitor's chat; user input; seven days.
    Chat,
    /// Which groups of the navigation are folded, set by script; user input; one year.
    Folded,
}

impl Name {
    /// Every cookie.
    pub const ALL: [Self; 17] = [
        Self::Session,
        Self::Staff,
        Self::Lang,
        Self::Theme,
        Self::Zone,
        Self::Flash,
        Self::Device,
        Self::StaffBrowser,
        Self::Shown,
        Self::Register,
        Self::Link,
        Self::Next,
        Self::SecondStep,
        Self::Passkey,
        Self::Service,
        Self::Chat,
        Self::Folded,
    ];

    /// The name without the prefix.
    const fn bare(self) -> &'static str {
        match self {
            Self::Session => "gh_session",
            Self::Staff => "gh_staff",
            Self::Lang => "gh_lang",
            Self::Theme => "gh_theme",
            Self::Zone => "gh_zone",
            Self::Flash => "gh_flash",
            Self::Device => "gh_device",
            Self::StaffBrowser => "gh_staff_browser",
            Self::Shown => "gh_shown",
            Self::Register => "gh_register",
            Self::Link => "gh_link",
            Self::Next => "gh_next",
            Self::SecondStep => "gh_second_step",
            Self::Passkey => "gh_passkey",
            Self::Service => "gh_service",
            Self::Chat => "gh_chat",
            Self::Folded => "gh_folded",
        }
    }

    /// The full name: with the `__Host-` prefix (RFC 6265bis §4.1.3.2) wherever the origin is https.
    pub fn full(self, settings: &Settings) -> String {
        if is_https(settings) { format!("__Host-{}", self.bare()) } else { self.bare().to_owned() }
    }
}

fn is_https(settings: &Settings) -> bool {
    settings.origin.starts_with("https://")
}

/// A cookie for the whole site: `HttpOnly`, `SameSite=Lax`, `Secure` on https. `seconds` `None`: until the
/// browser closes.
pub fn set(settings: &Settings, name: Name, value: String, seconds: Option<i64>) -> Cookie<'static> {
    let mut cookie = Cookie::new(name.full(settings), value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(is_https(settings));
    if let Some(seconds) = seconds {
        cookie.set_max_age(time::Duration::seconds(seconds));
    }
    cookie
}

/// The same for an answer that another site posts here (OAuth 2.0 Form Post Response Mode), with which a browser sends no other cookie. Over
/// http browsers take none of that sort, and the cookie is as any other one.
pub fn set_for_post(settings: &Settings, name: Name, value: String, seconds: i64) -> Cookie<'static> {
    let mut cookie = set(settings, name, value, Some(seconds));
    if is_https(settings) {
        cookie.set_same_site(SameSite::None);
    }
    cookie
}

/// Takes a cookie back.
pub fn clear(settings: &Settings, name: Name) -> Cookie<'static> {
    set(settings, name, String::new(), Some(0))
}
