//! What the journeys of joining are made with: the form as a browser sends it, and the links of mails.

use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_testkit::Answer;

/// The fields of the registration form.
pub fn fields<'a>(email: &'a str, code: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("first_name", "Ann"),
        ("last_name", "Comer"),
        ("company", "Acme Inc."),
        ("email", email),
        ("country", "DE"),
        ("code", code),
        ("zone", "Europe/Berlin"),
    ]
}

/// Sends the registration form with the human check solved.
pub async fn send_form(browser: &mut Browser, form: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
    let page = browser.get("/companies/register").await.expect(StatusCode::OK);
    let solved = Browser::human(&page);
    let mut body = Vec::new();
    let all = form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).chain(solved);
    for (name, value) in all {
        body.extend(format!("--limit\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    if let Some(file) = file {
        let head = "--limit\r\ncontent-disposition: form-data; name=\"file\"; filename=\"acme.key\"\r\n\r\n";
        body.extend(head.bytes().chain(file.iter().copied()).chain(*b"\r\n"));
    }
    body.extend(b"--limit--\r\n");
    browser.send(Method::POST, "/companies/register", Some("multipart/form-data; boundary=limit"), body).await
}

/// Registers; answers nothing, as the page does.
pub async fn register(world: &World, email: &str, code: &str) -> Browser {
    let mut browser = world.browser();
    let answer = send_form(&mut browser, &fields(email, code), None).await;
    assert!(answer.location().starts_with("/companies/register/sent"), "{} {}", answer.status, answer.body);
    browser
}

/// The link of the last mail of a kind to an address.
pub async fn link(world: &World, kind: &str, to: &str) -> String {
    let mails = world.mails().await;
    let mail = mails.into_iter().rev().find(|mail| mail.kind == kind && mail.to == to);
    mail.unwrap_or_else(|| panic!("no {kind} to {to}")).link()
}

/// How many mails of a kind went to an address.
pub async fn mailed_to(world: &World, kind: &str, to: &str) -> usize {
    world.mails().await.iter().filter(|mail| mail.kind == kind && mail.to == to).count()
}

/// The token of a link.
pub fn token(link: &str) -> &str {
    link.split_once("token=").unwrap().1
}

/// Opens an activation link and sets a password.
pub async fn activate(browser: &mut Browser, link: &str) -> Answer {
    let first = browser.get(link).await;
    let page = browser.follow(first).await.expect(StatusCode::OK);
    let token = page.input("token").unwrap();
    browser.post("/companies/activate", &[("token", &token), ("password", PASSWORD), ("again", PASSWORD)]).await
}

/// Registers and activates in one go; answers where it led.
pub async fn join(world: &World, email: &str, code: &str) -> (Browser, String) {
    let mut browser = register(world, email, code).await;
    let link = link(world, "companies.activate", email).await;
    let answer = activate(&mut browser, &link).await;
    assert!(answer.status.is_redirection(), "{} {}", answer.status, answer.body);
    let place = answer.location();
    (browser, place)
}

/// Tells where somebody is, which the first entry asks.
pub async fn welcome(browser: &mut Browser) {
    let form = [("country", "DE"), ("region", "Hessen"), ("lang", "en"), ("zone", "Europe/Berlin")];
    assert!(browser.post("/welcome", &form).await.status.is_redirection());
}

/// Invites an address with these rights as a company's user; answers the page's answer.
pub async fn invite(browser: &mut Browser, company: &TestCompany, email: &str, rights: &[&str]) -> Answer {
    let mut form = vec![("email", email), ("lang", "en")];
    form.extend(rights.iter().map(|right| ("rights", *right)));
    browser.post(&company.at("/invitations/new"), &form).await
}

/// The names that an invitation's form asks for.
pub const NAMES: [(&str, &str); 3] = [("first_name", "Ivy"), ("last_name", "Invited"), ("country", "JP")];

/// Fills in the form of an invitation's link.
pub async fn fill_in(browser: &mut Browser, link: &str) -> Answer {
    let first = browser.get(link).await;
    let page = browser.follow(first).await.expect(StatusCode::OK);
    let token = page.input("token").unwrap();
    let mut form = vec![("token", token.as_str())];
    form.extend(NAMES);
    browser.post("/companies/invitation", &form).await
}

/// The members of a company.
pub async fn members_of(world: &World, company: Uuid) -> Vec<gatehouse_companies::tables::company_member::Model> {
    use gatehouse_companies::tables::company_member::{Column, Entity};
    use gatehouse_db::sea_orm::{ColumnTrait as _, QueryFilter as _};
    Entity::find().filter(Column::CompanyId.eq(company)).all(world.app.db.reader()).await.unwrap()
}
