//! Notices to the administrators of a company, with their switches (COM-13).

use crate::settings::past;
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::notices::{News, tell};
use gatehouse_companies::signals::Ended;
use gatehouse_companies::tables::company_news;
use gatehouse_core::{MINUTE, SECOND};
use gatehouse_db::sea_orm::PaginatorTrait as _;
use gatehouse_mail::switch::ONE_CLICK_BODY;
use gatehouse_testkit::{ReadMail, both_engines};

const KIND: &str = "companies.news";

/// Runs the jobs; answers the notices that came of it, sorted by whom they went to.
async fn told(world: &World, seen: &mut usize) -> Vec<ReadMail> {
    world.run_jobs().await;
    let all: Vec<ReadMail> = world.mails().await.into_iter().filter(|mail| mail.kind == KIND).collect();
    let mut new = all[*seen..].to_vec();
    *seen = all.len();
    new.sort_by(|one, other| one.to.cmp(&other.to));
    assert_eq!(company_news::Entity::find().count(world.app.db.reader()).await.unwrap(), 0, "news is left");
    new
}

fn readers(mails: &[ReadMail]) -> Vec<&str> {
    mails.iter().map(|mail| mail.to.as_str()).collect()
}

impl TestCompany {
    async fn come(&self, world: &World, email: &str, by: JoinedBy) -> Person {
        let account = account(world, email).await;
        let name = MemberName::new("Nora", "Newcomer");
        let new = NewMember { account, name, country: None, branch: None, rights: Rights::NONE, joined_by: by };
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, self.id).await.unwrap().unwrap();
        let member = add_member(&cx, &tx, &company, &new).await.unwrap();
        tx.commit().await.unwrap();
        Person { email: email.into(), account, member }
    }

    async fn go(&self, world: &World, member: Uuid) {
        self.go_by(world, member, Ended::Removed).await;
    }

    async fn go_by(&self, world: &World, member: Uuid, how: Ended) {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, self.id).await.unwrap().unwrap();
        end_membership(&cx, &tx, &company, member, how).await.unwrap();
        tx.commit().await.unwrap();
    }
}

both_engines! {
    /// COM-13, ALL-4
    async fn who_has_the_box_is_told_until_a_click_ends_it_and_the_box_brings_it_back(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[CompanyRight::UserNotices]).await;
        let lea = acme.add(&world, "lea@example.com", MemberName::new("Lea", "L"), &[CompanyRight::ManageLicenses]).await;
        past(&world, "update account set lang = 'ja' where id = $1", vec![mia.account.into()]).await;
        let mut seen = 0;
        told(&world, &mut seen).await;
        acme.come(&world, "nora@example.com", JoinedBy::Staff).await;
        let mails = told(&world, &mut seen).await;
        assert_eq!(readers(&mails), ["mia@example.com", "owner@acme.example.com"]);
        let mail = &mails[0];
        assert_eq!((mail.lang.as_str(), mail.subject.as_str()), ("ja", "新しいユーザーが登録されました"));
        assert!(mail.text.contains("Nora Newcomer") && mail.text.contains("/c/acme/users"), "{}", mail.text);
        // The page of the link, and the single click of a mail program.
        let click = mail.one_click.clone().unwrap();
        let click = click[click.find("/company-notices").unwrap()..].to_owned();
        let before = world.dump().await;
        let mut reader = world.browser();
        let look = reader.get(&click).await;
        assert!(!look.location().contains("token"), "{}", look.location());
        assert!(reader.follow(look).await.expect(StatusCode::OK).body.contains("when somebody becomes a user"));
        assert!(world.dump().await == before, "a look has changed something");
        let body = || ONE_CLICK_BODY.as_bytes().to_vec();
        let form = Some("application/x-www-form-urlencoded");
        for _ in 0..2 {
            let mut provider = world.browser().header("origin", "https://mail.example");
            let done = provider.send(Method::POST, &click, form, body()).await.expect(StatusCode::OK);
            assert!(done.body.contains("Emails of this kind are off"), "{}", done.body);
        }
        let changed = format!("{}x", &click[..click.len() - 1]);
        world.browser().send(Method::POST, &changed, form, body()).await.expect(StatusCode::GONE);
        acme.come(&world, "ned@example.com", JoinedBy::Staff).await;
        assert_eq!(readers(&told(&world, &mut seen).await), ["owner@acme.example.com"]);
        // Of those who go she is still told: that is another kind.
        acme.go(&world, lea.member).await;
        let gone = told(&world, &mut seen).await;
        assert_eq!(readers(&gone), ["mia@example.com", "owner@acme.example.com"]);
        assert!(gone[1].text.contains("Lea L") && gone[1].text.contains("removed by an administrator"), "{}", gone[1].text);
        // The box taken and given again switches it on.
        let none = Restated { own: Some(Rights::NONE), ..Restated::default() };
        acme.change(&world, mia.member, none).await;
        let boxes = Restated { own: Some(Rights::of(&[CompanyRight::UserNotices])), ..Restated::default() };
        acme.change(&world, mia.member, boxes).await;
        acme.come(&world, "nils@example.com", JoinedBy::Staff).await;
        assert_eq!(readers(&told(&world, &mut seen).await), ["mia@example.com", "owner@acme.example.com"]);
    }

    /// COM-2, COM-13
    async fn requests_to_join_reach_those_who_decide_until_they_switch_them_off(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[CompanyRight::InviteUsers]).await;
        acme.add(&world, "lea@example.com", MemberName::new("Lea", "L"), &[CompanyRight::ManageLicenses]).await;
        let mut seen = 0;
        told(&world, &mut seen).await;
        for (kind, readers) in [("companies.join_asked", 2), ("companies.cannot_join", 2), ("companies.join_asked", 3)] {
            let (name, email) = ("Nora".to_owned(), "nora@example.com".to_owned());
            let news = match kind {
                "companies.join_asked" => News::JoinAsked { name, email },
                _ => News::CannotJoin { name, email },
            };
            let cx = world.cx();
            let tx = cx.begin().await.unwrap();
            tell(&cx, &tx, acme.id, &news).await.unwrap();
            tx.commit().await.unwrap();
            world.run_jobs().await;
            assert_eq!(mailed(&world, kind).await.len(), readers, "{kind}");
            if kind == "companies.cannot_join" {
                let mut reader = signed_in(&world, &mia.email).await;
                reader.post(&acme.at("/notices"), &[]).await.expect(StatusCode::SEE_OTHER);
            }
        }
        assert!(!mailed(&world, "companies.join_asked").await.contains(&"lea@example.com".to_owned()));
    }

    /// COM-13
    async fn who_is_told_is_read_when_the_mails_leave(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[CompanyRight::UserNotices]).await;
        let bea = acme.add(&world, "bea@example.com", MemberName::new("Bea", "B"), &[CompanyRight::UserNotices]).await;
        let mut seen = 0;
        told(&world, &mut seen).await;
        acme.come(&world, "nora@example.com", JoinedBy::Staff).await;
        acme.change(&world, mia.member, Restated { own: Some(Rights::NONE), ..Restated::default() }).await;
        let by = gatehouse_companies::model::states::BlockedBy::Person;
        acme.change(&world, bea.member, Restated { blocked: Some(Some(by)), ..Restated::default() }).await;
        // A right that somebody wrote past the program brings no mail.
        past(&world, "update company_member set rights_own = 255 where id = $1", vec![mia.member.into()]).await;
        assert_eq!(readers(&told(&world, &mut seen).await), ["owner@acme.example.com"]);
    }

    /// COM-13
    async fn the_owner_is_always_told_of_who_came_uninvited(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = owner.get(&acme.at("/notices")).await.expect(StatusCode::OK).body;
        assert_eq!(page.matches("name=\"notify\"").count(), 6, "{page}");
        owner.post(&acme.at("/notices"), &[]).await.expect(StatusCode::SEE_OTHER);
        let mut seen = 0;
        told(&world, &mut seen).await;
        acme.come(&world, "a@example.com", JoinedBy::Staff).await;
        acme.come(&world, "b@example.com", JoinedBy::Invitation).await;
        assert!(told(&world, &mut seen).await.is_empty());
        for (email, by) in [("c@example.com", JoinedBy::License), ("d@example.com", JoinedBy::Directory)] {
            acme.come(&world, email, by).await;
            if by == JoinedBy::Directory {
                world.advance(10 * MINUTE);
            }
            let mails = told(&world, &mut seen).await;
            assert_eq!(readers(&mails), ["owner@acme.example.com"]);
            assert_eq!(mails[0].subject, "New user in your company");
            assert!(mails[0].one_click.is_none() && mails[0].text.contains("The owner always gets it"), "{}", mails[0].text);
        }
        let log = owner.get(&acme.at("/audit")).await.expect(StatusCode::OK).body;
        assert!(log.contains("Notices chosen") && log.contains("when somebody becomes a user of the company"), "{log}");
        owner.post(&acme.at("/notices"), &[("notify", "new_users"), ("notify", "nonsense")]).await.expect(StatusCode::SEE_OTHER);
        acme.come(&world, "e@example.com", JoinedBy::Staff).await;
        assert_eq!(readers(&told(&world, &mut seen).await), ["owner@acme.example.com"]);
    }

    /// COM-13, COM-14: a directory may bring thousands at once
    async fn what_the_directory_does_within_minutes_is_told_together(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[CompanyRight::UserNotices]).await;
        past(&world, "update account set lang = 'ru' where id = $1", vec![mia.account.into()]).await;
        let mut seen = 0;
        told(&world, &mut seen).await;
        let mut people = Vec::new();
        for n in 0..22 {
            people.push(acme.come(&world, &format!("n{n}@example.com"), JoinedBy::Directory).await);
            world.advance(SECOND);
        }
        acme.come(&world, "ned@example.com", JoinedBy::Staff).await;
        world.run_jobs().await;
        // What somebody did by hand does not wait.
        assert_eq!(mailed(&world, KIND).await.len(), seen + 2);
        seen += 2;
        world.advance(10 * MINUTE);
        let mails = told(&world, &mut seen).await;
        assert_eq!(readers(&mails), ["mia@example.com", "owner@acme.example.com"]);
        assert_eq!(mails.iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(), ["Новые пользователи", "New users in your company"]);
        let names = ["Nora Newcomer"; 20].join(", ");
        for words in ["Acme has 22 new users", names.as_str(), "And 2 more", "through the directory"] {
            assert!(mails[1].text.contains(words), "{words}: {}", mails[1].text);
        }
        assert!(mails[0].text.contains("22 новых пользователя"), "{}", mails[0].text);
        for person in &people[..2] {
            acme.go_by(&world, person.member, Ended::ByDirectory).await;
        }
        acme.come(&world, "late@example.com", JoinedBy::Directory).await;
        world.advance(10 * MINUTE);
        let mails = told(&world, &mut seen).await;
        assert_eq!(mails.len(), 4);
        let owner: Vec<&ReadMail> = mails.iter().filter(|mail| mail.to == acme.owner.email).collect();
        assert!(owner.iter().any(|mail| mail.text.contains("2 people are no longer users of Acme")), "{owner:?}");
        assert!(owner.iter().any(|mail| mail.subject == "New user in your company"), "{owner:?}");
    }

    /// COM-13, LIC-24
    async fn licenses_are_told_to_who_manages_them_in_three_languages(world: World) {
        let acme = company(&world, "Acme", "en").await;
        for (email, lang) in [("en@example.com", "en"), ("ja@example.com", "ja"), ("ru@example.com", "ru")] {
            let one = acme.add(&world, email, MemberName::new("L", lang), &[CompanyRight::ManageLicenses]).await;
            past(&world, "update account set lang = $1 where id = $2", vec![lang.into(), one.account.into()]).await;
        }
        acme.add(&world, "users@example.com", MemberName::new("U", "U"), &[CompanyRight::UserNotices]).await;
        let mut seen = 0;
        told(&world, &mut seen).await;
        let facts = || ("Lantern".to_owned(), "1234 5678".to_owned());
        let (product, number) = facts();
        let added = News::LicenseAdded { product, number, by: "Olga Owner".into() };
        let (product, number) = facts();
        let removed = News::LicenseRemoved { product, number, by: "Olga Owner".into() };
        let (product, number) = facts();
        let refused = News::LicenseRefused { product, number };
        let subjects = [
            ["License added", "ライセンスが追加されました", "Лицензия добавлена"],
            ["License removed", "ライセンスが削除されました", "Лицензия удалена"],
            ["License not added", "ライセンスは追加されませんでした", "Лицензия не добавлена"],
        ];
        for (news, subjects) in [added, removed, refused].into_iter().zip(subjects) {
            let cx = world.cx_of(acme.owner.account);
            let tx = cx.begin().await.unwrap();
            tell(&cx, &tx, acme.id, &news).await.unwrap();
            tx.commit().await.unwrap();
            let mails = told(&world, &mut seen).await;
            assert_eq!(readers(&mails), ["en@example.com", "ja@example.com", "owner@acme.example.com", "ru@example.com"]);
            for (at, subject) in [(0, subjects[0]), (1, subjects[1]), (3, subjects[2])] {
                assert_eq!(mails[at].subject, subject);
                assert!(mails[at].text.contains("Lantern") && mails[at].text.contains("/c/acme/licenses"));
            }
        }
    }

    /// COM-13
    async fn administrators_of_all_companies_are_told_of_changes_of_the_portal(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[CompanyRight::SeeRequests]).await;
        acme.add(&world, "plain@example.com", MemberName::new("P", "P"), &[]).await;
        let off = acme.add(&world, "off@example.com", MemberName::new("O", "O"), &[CompanyRight::SeeRequests]).await;
        past(&world, "update account set lang = 'ru' where id = $1", vec![mia.account.into()]).await;
        signed_in(&world, &off.email).await.post(&acme.at("/notices"), &[]).await.expect(StatusCode::SEE_OTHER);
        let mut clerk = gatehouse_testkit::staff(&world, "support");
        let page = clerk.get("/staff/portal-changes").await.expect(StatusCode::OK);
        let form = page.input("form").unwrap();
        let mut typed = vec![("form", form.as_str()), ("title_en", "New lists"), ("text_en", "First.\n\nSecond."), ("title_ja", "新しい一覧"), ("text_ja", "本文")];
        let missing = clerk.post("/staff/portal-changes", &typed).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.body.contains("Enter up to 120 characters"), "{}", missing.body);
        typed.extend([("title_ru", "Новые списки"), ("text_ru", "Текст"), ("confirm", "true")]);
        for _ in 0..2 {
            clerk.post("/staff/portal-changes", &typed).await.expect(StatusCode::SEE_OTHER);
        }
        world.run_jobs().await;
        let mails: Vec<ReadMail> = world.mails().await.into_iter().filter(|mail| mail.kind == "companies.portal_change").collect();
        let mut told: Vec<(&str, &str)> = mails.iter().map(|mail| (mail.to.as_str(), mail.subject.as_str())).collect();
        told.sort_unstable();
        assert_eq!(told, [("mia@example.com", "Новые списки"), (acme.owner.email.as_str(), "New lists"), (other.owner.email.as_str(), "New lists")]);
        assert!(mails.iter().all(|mail| mail.one_click.is_some()));
        assert!(clerk.get("/staff/portal-changes").await.body.contains("New lists"));
        gatehouse_testkit::staff(&world, "marketing").get("/staff/portal-changes").await.expect(StatusCode::FORBIDDEN);
    }
}
