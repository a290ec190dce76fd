//! The design system as a module of another crate sees it.

#![allow(clippy::unwrap_used, reason = "a page that does not render fails the test")]

use askama::Template;
use gatehouse_brand::{Brand, Chosen};
use gatehouse_core::Lang;
use gatehouse_mail::MailPage;
use gatehouse_web::view::*;
use std::collections::HashSet;

#[derive(Template)]
#[template(path = "example/list.html", config = "tests/askama.toml")]
struct ListPage {
    page: Page,
    head: PageHead,
    filters: Filters,
    table: Table,
    empty: Empty,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "example/sign-in.html", config = "tests/askama.toml")]
struct SignInPage {
    page: Page,
    summary: ErrorSummary,
    email: Field,
    password: Password,
    check: HumanCheck,
    zone: Field,
    submit: Button,
}

fn list(lang: Lang, rows: &[&str]) -> String {
    let mut table = Table::new("Licenses", [Head::new("Product"), Head::new("Status"), Head::actions(lang)]);
    for name in rows {
        table.push([
            Cell::text(*name),
            Cell::badge(&Badge::new(Tone::Good, "In use")),
            Cell::actions([Button::post("Remove", "/remove").about(*name)]),
        ]);
    }
    ListPage {
        page: gallery::page(lang, "/licenses?status=active").titled("Licenses"),
        head: PageHead::new("Licenses"),
        filters: Filters::new(lang, "/licenses").search(Markup::of(&Field::search("q", "Search"))),
        table,
        empty: Empty::new(Icon::License, "None yet", "Add one."),
        pager: Pager::new(lang, rows.len()),
    }
    .render()
    .unwrap()
}

fn sign_in(lang: Lang) -> String {
    let errors = FormErrors::one("email", "Unknown <address>");
    SignInPage {
        page: Page::new(lang, "Aurora", "/sign-in").titled("Sign in").refused(true),
        summary: ErrorSummary::new(lang, &errors),
        email: Field::email("email", "E-mail").value("\"><script>").errors(&errors),
        password: Password::current(lang, "password", "Password"),
        check: HumanCheck::new(lang, "challenge", 12, "/human-check/x.png", "token"),
        zone: Field::hidden_time_zone("zone"),
        submit: Button::submit("Sign in").primary().wide(),
    }
    .render()
    .unwrap()
}

fn mail() -> MailPage {
    let vendor = Brand::of(&Chosen { name: Some("Aurora".into()), ..Chosen::default() });
    let mut mail = MailPage::new(Lang::En, &vendor, "https://portal.example.com");
    mail.title = "Confirm your email address".into();
    mail.lead = "Please confirm that this address is yours, so that we can open your account.".into();
    mail.button = Some((
        "Confirm address".into(),
        "https://portal.example.com/confirm?token=q7Tz3mXkP0aVbN8rLwE5yUcJ2hGfD1sK6oIxQnRtYv4".into(),
    ));
    mail.code = Some("7F3KQ-M2XHD-9PVTC-Q2LM7".into());
    mail.facts = vec![("Devices".into(), "3".into())];
    mail.after = vec!["The link works once and for 5 days.".into()];
    mail.reason = "You get this mail because somebody registered with this address.".into();
    mail.footer = "Aurora Ltd., 1 Example Street, Tokyo".into();
    mail
}

/// All values of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for lang in Lang::ALL {
        pages.push((format!("gallery-{}", lang.tag()), gallery::render(lang)));
        pages.push((format!("list-{}", lang.tag()), list(lang, &["Pro", "Viewer"])));
        pages.push((format!("empty-{}", lang.tag()), list(lang, &[])));
        pages.push((format!("sign-in-{}", lang.tag()), sign_in(lang)));
        for status in [400, 403, 404, 405, 413, 429, 500, 503] {
            let error = ErrorPage::new(gallery::page(lang, "/x"), status, "0193-example");
            pages.push((format!("error-{status}-{}", lang.tag()), error.render().unwrap()));
        }
    }
    pages
}

/// ALL-2
#[test]
fn every_label_hint_and_menu_belongs_to_something_on_the_page() {
    for (name, html) in pages() {
        let ids: Vec<&str> = values(&html, "id");
        let unique: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "an id occurs twice on {name}: {ids:?}");
        for attribute in ["for", "aria-describedby", "aria-labelledby", "popovertarget", "data-reveal", "data-strength"]
        {
            for target in values(&html, attribute).iter().flat_map(|v| v.split(' ')) {
                assert!(unique.contains(target), "{attribute} leads to no {target} on {name}");
            }
        }
        for link in html.split("href=\"#f-").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(unique.contains(format!("f-{link}").as_str()), "the error summary leads to no {link} on {name}");
        }
    }
}

#[test]
fn no_page_needs_inline_style_or_script() {
    for (name, html) in pages() {
        for forbidden in [" style=", "<style", " onclick=", "javascript:", "<script>"] {
            assert!(!html.contains(forbidden), "{forbidden} on {name}");
        }
        assert!(!html.contains("/assets/missing"), "{name} names a file that does not exist");
    }
}

/// ALL-9
#[test]
fn what_was_typed_comes_back_harmless_and_with_its_error() {
    let html = sign_in(Lang::En);
    assert!(html.contains("value=\"&#34;&#62;&#60;script&#62;\""));
    assert!(html.contains("<title>Error: Sign in · Aurora</title>"));
    assert!(html.contains("href=\"#f-email\">E-mail: Unknown &#60;address&#62;</a>"));
    assert!(html.contains("aria-invalid=\"true\" aria-describedby=\"e-email\""));
}

/// ALL-1
#[test]
fn every_page_says_its_language_and_offers_the_others() {
    for lang in Lang::ALL {
        let html = list(lang, &["Pro"]);
        assert!(html.contains(&format!("<html lang=\"{}\"", lang.tag())));
        for other in Lang::ALL {
            assert!(html.contains(&format!("/licenses?status=active&#38;lang={}", other.tag())), "{other:?}");
        }
    }
    assert!(list(Lang::Ru, &["1", "2"]).contains("Показаны 2 записи"));
    assert!(list(Lang::Ja, &["1", "2"]).contains("2 件を表示"));
}

/// ALL-2
#[test]
fn an_empty_list_says_what_to_do_instead() {
    let html = list(Lang::En, &[]);
    assert!(html.contains("None yet") && !html.contains("<table"));
}

/// ALL-6
#[test]
fn a_person_who_meets_a_busy_portal_can_ask_again_and_a_form_is_not_lost() {
    let busy = || ErrorPage::new(gallery::page(Lang::En, "/x"), 503, "0193-example");
    let (page, form) = (busy().render().unwrap(), busy().of_form().render().unwrap());
    assert!(page.contains("href=\"\"><span>Try again</span></a>") && !page.contains("Reload this page"), "{page}");
    assert!(!form.contains("href=\"\"") && form.contains("Reload this page"), "{form}");
    let missing = ErrorPage::new(gallery::page(Lang::En, "/x"), 404, "0193-example").of_form().render().unwrap();
    assert!(!missing.contains("Reload this page") && missing.contains("To the home page"), "{missing}");
}

/// SUP-21
#[test]
fn who_is_stuck_at_an_error_is_led_to_support_with_what_is_known() {
    let page = |status| ErrorPage::new(gallery::page(Lang::En, "/x"), status, "0193-example");
    let signed_in = page(500).with_support(true).render().unwrap();
    assert!(signed_in.contains("href=\"/requests/new?category=portal"), "{signed_in}");
    assert!(signed_in.contains("description=500") && signed_in.contains("0193-example"), "{signed_in}");
    let visitor = page(404).with_support(false).render().unwrap();
    assert!(visitor.contains("href=\"/support?subject=Page%20not%20found"), "{visitor}");
    // What passes by itself needs nobody.
    assert!(!page(503).with_support(true).render().unwrap().contains("/requests/new"));
}

/// The pages for looking at and for accessibility checks.
#[test]
fn the_pages_can_be_looked_at() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    let mut staff = gallery::page(Lang::Ru, "/staff");
    staff.staff = true;
    let items = ["Заказы", "Лицензии", "Клиенты", "Каталог", "Задачи", "Журнал", "Ключи доступа", "Сотрудники"]
        .map(|label| NavItem::new(label, "#").icon(Icon::Order));
    staff.nav = vec![NavGroup::new(items.into()).named("licensing", "Лицензирование")];
    let staff = ErrorPage::new(staff, 403, "0193-example").render().unwrap();
    let mail = ("mail-en".to_owned(), mail().html().unwrap());
    for (name, html) in pages().into_iter().chain([mail, ("staff-ru".to_owned(), staff)]) {
        assert!(html.len() > 2_000, "{name} is all but empty");
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}
