//! Each dead end of joining has a page that says why, and a way on, in each language (COM-1, COM-2, COM-5).

use crate::joining_kit::*;
use crate::licenses::{license, past};
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_companies::model::states::BlockedBy;
use gatehouse_core::DAY;
use gatehouse_testkit::{Answer, both_engines};

const IVY: &str = "ivy@example.com";
const TAGS: [&str; 3] = ["en", "ja", "ru"];

/// Looks at a page in each language; `says`: a part of what it says in each, `ways`: where it leads.
async fn says(browser: &mut Browser, path: &str, says: [&str; 3], ways: &[&str]) {
    let sign = if path.contains('?') { '&' } else { '?' };
    for (tag, part) in TAGS.into_iter().zip(says) {
        let page = browser.get(&format!("{path}{sign}lang={tag}")).await;
        shows(&page, part, ways);
    }
}

fn shows(page: &Answer, part: &str, ways: &[&str]) {
    // Short Russian words are tied to the next one.
    let said = page.body.replace('\u{a0}', " ");
    assert!(said.contains(part), "{part}: {} {} {}", page.status, page.location(), page.body);
    for way in ways {
        assert!(page.body.contains(way), "{way}: {}", page.body);
    }
}

/// Opens a mailed link, so that the browser carries its token.
async fn carry(browser: &mut Browser, link: &str) {
    assert!(browser.get(link).await.status.is_redirection(), "{link}");
}

async fn invited(world: &World, company: &TestCompany) -> String {
    let answer = invite(&mut signed_in(world, &company.owner.email).await, company, IVY, &[]).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    link(world, "companies.invited", IVY).await
}

both_engines! {
    /// COM-1, LIC-5
    async fn one_and_sixteen_a_code_that_is_none_and_statements_that_are_not_accepted(world: World) {
        let way = ["Find who sold it", "販売元を調べる", "Узнать продавца"];
        for (tag, way) in TAGS.into_iter().zip(way) {
            let mut browser = world.browser().header("accept-language", tag);
            let answer = send_form(&mut browser, &fields("new@example.com", "NO-CODE"), None).await;
            assert!(answer.body.contains("No such code."), "{}", answer.body);
            shows(&answer, way, &["/seller", "value=\"Comer\""]);
        }
        let remains = ["What remains possible", "引き続きできること", "Что остаётся"];
        says(&mut world.browser(), "/companies/register/without", remains, &["/companies/register"]).await;
    }

    /// COM-2
    async fn three_who_cannot_join_by_the_license_tells_the_administrators_once_a_day(world: World) {
        license(&world, "CODE-1", false).await;
        let (mut owner, _) = join(&world, "owner@acme.example.com", "CODE-1").await;
        welcome(&mut owner).await;
        crate::joining::choose(&mut owner, "acme-inc", "closed").await;
        let (mut comer, place) = join(&world, IVY, "CODE-1").await;
        assert_eq!(place, "/companies/joining?why=closed");
        welcome(&mut comer).await;
        let why = ["let people join with it", "参加を受け付けていません", "не принимает по ней новых пользователей"];
        says(&mut comer, &place, why, &["/companies/joining/tell"]).await;
        assert_eq!(comer.post("/companies/joining/tell", &[]).await.location(), "/companies/joining");
        assert_eq!(comer.post("/companies/joining/tell", &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
        world.run_jobs().await;
        assert_eq!(mailed_to(&world, "companies.cannot_join", "owner@acme.example.com").await, 1);
        world.advance(DAY + 1);
        let mut comer = signed_in(&world, IVY).await;
        assert_eq!(comer.post("/companies/joining/tell", &[]).await.location(), "/companies/joining");
        world.run_jobs().await;
        assert_eq!(mailed_to(&world, "companies.cannot_join", "owner@acme.example.com").await, 2);
    }

    /// COM-1
    async fn four_an_activation_link_that_ended_is_sent_again_three_times(world: World) {
        license(&world, "CODE-1", false).await;
        register(&world, IVY, "CODE-1").await;
        let ended = ["it worked for 7 days", "（7 日間）が切れています", "она работала 7 дней"];
        for sent in 1..=3_usize {
            world.advance(7 * DAY + 1);
            let activation = link(&world, "companies.activate", IVY).await;
            let mut browser = world.browser();
            carry(&mut browser, &activation).await;
            says(&mut browser, "/companies/activate", ended, &["/companies/activate/again", "/companies/register"]).await;
            let again = browser.post("/companies/activate/again", &[("token", token(&activation))]).await;
            shows(&again.expect(StatusCode::OK), IVY, &[]);
            assert_eq!(mailed_to(&world, "companies.activate", IVY).await, sent + 1);
            assert_ne!(link(&world, "companies.activate", IVY).await, activation);
        }
        world.advance(7 * DAY + 1);
        let mut browser = world.browser();
        carry(&mut browser, &link(&world, "companies.activate", IVY).await).await;
        let for_good = ["sent again three times", "上限（3 回）に達しています", "повторно три раза"];
        says(&mut browser, "/companies/activate", for_good, &["/companies/register"]).await;
    }

    /// COM-5
    async fn five_and_six_an_invitation_that_ended_or_was_used(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let first = invited(&world, &acme).await;
        let mut browser = world.browser();
        carry(&mut browser, &first).await;
        world.advance(7 * DAY);
        let mut browser = world.browser();
        carry(&mut browser, &first).await;
        let expired = ["This invitation has expired", "この招待の有効期限", "Срок приглашения истёк"];
        says(&mut browser, "/companies/invitation", expired, &["/companies/invitation/ask", "Olga Owner"]).await;
        past(&world, "update invitation set state = 'accepted'", vec![]).await;
        let used = ["accepted already", "すでに承諾されています", "Приглашение уже принято"];
        says(&mut browser, "/companies/invitation", used, &["/sign-in"]).await;
    }

    /// COM-5
    async fn seven_another_account_is_signed_in(world: World) {
        let acme = company(&world, "Acme", "en").await;
        account(&world, "other@example.com").await;
        let first = invited(&world, &acme).await;
        let mut browser = signed_in(&world, "other@example.com").await;
        carry(&mut browser, &first).await;
        let which = ["Which account?", "どのアカウントを使用しますか？", "Какая учётная запись?"];
        says(&mut browser, "/companies/invitation", which, &["/companies/invitation/switch", "/home", IVY]).await;
    }

    /// COM-5, COM-6
    async fn eight_and_nine_a_company_that_is_gone_and_a_registration_that_lapsed(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let first = invited(&world, &acme).await;
        let mut browser = world.browser();
        fill_in(&mut browser, &first).await;
        world.advance(8 * DAY);
        let mut browser = world.browser();
        carry(&mut browser, &first).await;
        let lapsed = ["What to tell support", "サポートに伝える内容", "Что сообщить поддержке"];
        says(&mut browser, "/companies/invitation", lapsed, &["Acme"]).await;
        past(&world, "update company set state = 'deleted'", vec![]).await;
        let gone = ["no longer exists here", "この会社は存在しません", "больше нет"];
        says(&mut browser, "/companies/invitation", gone, &["/sign-in"]).await;
    }

    /// COM-5
    async fn ten_and_eleven_an_address_that_is_taken_and_one_that_gets_no_mail(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let taken = ["already belongs to a company", "すでに会社に所属しているため", "уже относится к компании"];
        for (tag, part) in TAGS.into_iter().zip(taken) {
            let form = [("email", other.owner.email.as_str()), ("lang", "en")];
            let page = owner.post(&format!("{}?lang={tag}", acme.at("/invitations/new")), &form).await;
            shows(&page, part, &[]);
        }
        invited(&world, &acme).await;
        past(&world, "update mail set sent_at = null, queued_at = 0", vec![]).await;
        let late = ["Not delivered yet", "未配信", "Ещё не доставлено"];
        says(&mut owner, &acme.at("/invitations"), late, &["/invitations/withdraw"]).await;
    }

    /// COM-12, COM-14
    async fn twelve_and_thirteen_who_is_blocked_and_who_lacks_the_second_step(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        past(&world, "update company set require_factor = true", vec![]).await;
        let mut browser = signed_in(&world, &paul.email).await;
        let led = browser.get("/c/acme").await;
        assert!(led.location().starts_with("/company/two-step?next="), "{}", led.location());
        past(&world, "update company set require_factor = false", vec![]).await;
        let block = Restated { blocked: Some(Some(BlockedBy::Person)), ..Restated::default() };
        acme.change(&world, paul.member, block).await;
        let blocked = ["has blocked your access", "ご利用は停止されています", "закрыла вам доступ"];
        says(&mut browser, "/c/acme", blocked, &[]).await;
    }

    /// COM-3
    async fn fifteen_the_owner_is_gone_and_the_letter_is_filled_in(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let mut browser = signed_in(&world, &paul.email).await;
        let gone = ["The owner has left", "オーナーが退職した場合", "Владелец ушёл"];
        says(&mut browser, "/c/acme/owner", gone, &["Olga Owner"]).await;
        let before = world.dump().await.lines().count();
        let form = [("name", "Paul P"), ("email", "paul@example.com"), ("reason", "Olga retired.")];
        let letter = ["Letter: another owner", "オーナー変更の依頼書", "Письмо о смене владельца"];
        for (tag, part) in TAGS.into_iter().zip(letter) {
            let page = browser.post(&format!("/c/acme/owner?lang={tag}"), &form).await.expect(StatusCode::OK);
            shows(&page, part, &["Acme", "Olga Owner", "Olga retired.", "paul@example.com"]);
        }
        assert_eq!(world.dump().await.lines().count(), before, "nothing was stored");
        let empty = browser.post("/c/acme/owner", &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// COM-1
    async fn the_pages_of_links_that_are_none_say_so(world: World) {
        let mut browser = world.browser();
        for page in ["/companies/activate", "/companies/invitation"] {
            assert_eq!(browser.get(page).await.status, StatusCode::GONE);
            let body = b"token=nonsense".to_vec();
            let kind = Some("application/x-www-form-urlencoded");
            assert_eq!(browser.send(Method::POST, page, kind, body).await.status, StatusCode::GONE);
        }
    }
}
