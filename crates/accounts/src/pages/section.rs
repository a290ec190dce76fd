//! The row of links on the pages of the account area.

use gatehouse_core::Lang;
use gatehouse_web::view::Markup;

struct Link {
    label: String,
    href: &'static str,
    current: bool,
}

#[derive(askama::Template)]
#[template(path = "accounts/section.html")]
struct Section {
    label: String,
    links: Vec<Link>,
}

impl askama::filters::HtmlSafe for Section {}

/// Profile, password, sessions, activity; `here` is the page's own path.
pub fn section(lang: Lang, here: &str) -> Markup {
    let t = crate::texts(lang);
    let link = |label, href| Link { label, href, current: href == here };
    Markup::of(&Section {
        label: t.msg_account(),
        links: vec![
            link(t.msg_profile_title(), "/account"),
            link(t.msg_password(), "/account/password"),
            link(t.msg_sessions_title(), "/account/sessions"),
            link(t.msg_activity_title(), "/account/activity"),
        ],
    })
}
