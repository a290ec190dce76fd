//! Accepting an invitation (COM-5): at the same moment as something else, by rules that changed meanwhile, and what its mail may cost others.

use crate::directory::acme as with_directory;
use crate::joining_kit::*;
use crate::licenses::past;
use crate::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::proven_password::prove_password;
use gatehouse_companies::actions::add_member::AddRefusal;
use gatehouse_companies::actions::invitations::accept::{AcceptRefusal, accept};
use gatehouse_companies::model::joining_form::Typed;
use gatehouse_companies::model::states::InvitationState;
use gatehouse_companies::queries::invitations::DeadInvitation;
use gatehouse_companies::tables::invitation::{Column, Entity, Model};
use gatehouse_core::{DAY, Outcome, Stop};
use gatehouse_db::sea_orm::{ColumnTrait as _, QueryFilter as _};
use gatehouse_testkit::{ReadMail, both_engines};

const IVY: &str = "ivy@example.com";
const INVITED: &str = "companies.invited";

async fn invited(world: &World, company: &TestCompany, email: &str) -> Model {
    let answer = invite(&mut signed_in(world, &company.owner.email).await, company, email, &[]).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    let own = Entity::find().filter(Column::CompanyId.eq(company.id)).filter(Column::State.eq(InvitationState::Sent));
    own.one(world.app.db.reader()).await.unwrap().unwrap()
}

fn typed() -> Typed {
    Typed { first_name: "Ivy".into(), last_name: "Invited".into(), country: "JP".into(), ..Typed::default() }
}

/// Whether it was accepted, or why not; a fault is none of both.
fn settled<T>(outcome: Outcome<T, AcceptRefusal>) -> Result<(), AcceptRefusal> {
    match outcome {
        Ok(_) => Ok(()),
        Err(Stop::Refused(refusal)) => Err(refusal),
        Err(Stop::Broken(fault)) => panic!("{fault}"),
    }
}

/// Deletes an account as its owner does, up to the commit.
async fn deleted(world: &World, account: Uuid) -> gatehouse_db::Tx {
    let cx = world.cx_of(account);
    let proven = prove_password(&cx, &PASSWORD.to_owned().into(), None).await.unwrap();
    let tx = cx.begin().await.unwrap();
    proven.hold(&cx, &tx, true).await.unwrap().delete(&cx, &tx).await.unwrap();
    tx
}

fn pause_of(mail: &ReadMail) -> String {
    let start = mail.text.find("/pause-emails?token=").expect("the mail can be stopped");
    mail.text[start..].split_whitespace().next().unwrap().to_owned()
}

both_engines! {
    /// COM-5, COM-14: two companies, one person, one moment.
    async fn of_two_acceptances_at_once_one_is_first(world: World) {
        let (acme, other) = (company(&world, "Acme", "en").await, company(&world, "Other", "en").await);
        let ivy = account(&world, IVY).await;
        let (first, second) = (invited(&world, &acme, IVY).await, invited(&world, &other, IVY).await);
        let cx = world.cx_of(ivy);
        let (typed, again) = (typed(), typed());
        let (one, two) = tokio::join!(accept(&cx, first.id, &typed), accept(&cx, second.id, &again));
        let mut both = [settled(one), settled(two)];
        both.sort_by_key(Result::is_err);
        assert_eq!(both, [Ok(()), Err(AcceptRefusal::Add(AddRefusal::HasOne))]);
        let members = members_of(&world, acme.id).await.len() + members_of(&world, other.id).await.len();
        assert_eq!(members, 3, "two owners, and Ivy once");
    }

    /// COM-5: the button pressed twice.
    async fn an_invitation_is_accepted_once_however_often_the_button_is_pressed(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let ivy = account(&world, IVY).await;
        let id = invited(&world, &acme, IVY).await.id;
        let cx = world.cx_of(ivy);
        let (typed, again) = (typed(), typed());
        let (one, two) = tokio::join!(accept(&cx, id, &typed), accept(&cx, id, &again));
        let mut both = [settled(one), settled(two)];
        both.sort_by_key(Result::is_err);
        assert_eq!(both, [Ok(()), Err(AcceptRefusal::Dead(DeadInvitation::Used))]);
        assert_eq!(members_of(&world, acme.id).await.len(), 2);
        assert_eq!(mailed_to(&world, "companies.invitation_accepted", &acme.owner.email).await, 1);
    }

    /// COM-5, ACC-17: whoever deletes their account at this moment becomes no user of anything.
    async fn an_acceptance_waits_for_a_deletion_of_the_account_and_is_refused(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let ivy = account(&world, IVY).await;
        let id = invited(&world, &acme, IVY).await.id;
        let tx = deleted(&world, ivy).await;
        let (cx, typed) = (world.cx_of(ivy), typed());
        let mut accepting = std::pin::pin!(accept(&cx, id, &typed));
        let early = tokio::time::timeout(Duration::from_millis(300), &mut accepting).await;
        assert!(early.is_err(), "it has looked at the account, and waits for it");
        tx.commit().await.unwrap();
        let refused = settled(accepting.await).unwrap_err();
        assert!(matches!(refused, AcceptRefusal::AccountGone | AcceptRefusal::OtherAccount), "{refused:?}");
        assert_eq!(members_of(&world, acme.id).await.len(), 1, "nobody came");
        assert_eq!(Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap().state, InvitationState::Sent);
    }

    /// COM-5, COM-8: the other way round the membership ends with the account.
    async fn a_deletion_at_the_same_moment_ends_what_was_accepted_before(world: World) {
        let acme = company(&world, "Acme", "en").await;
        for round in 0..3 {
            let email = format!("ivy{round}@example.com");
            let ivy = account(&world, &email).await;
            let id = invited(&world, &acme, &email).await.id;
            let (cx, typed) = (world.cx_of(ivy), typed());
            let (accepted, ()) = tokio::join!(accept(&cx, id, &typed), async {
                deleted(&world, ivy).await.commit().await.unwrap();
            });
            settled(accepted).ok();
            assert_eq!(members_of(&world, acme.id).await.len(), 1, "{round}: the owner alone");
            let withdraw = "update invitation set state = 'withdrawn' where id = $1";
            past(&world, withdraw, vec![id.into()]).await;
        }
    }

    /// COM-5, COM-14: what the company says of addresses counts when somebody comes.
    async fn own_domains_only_is_judged_again_when_an_invitation_is_accepted(world: World) {
        let acme = company(&world, "Acme", "en").await;
        account(&world, IVY).await;
        invited(&world, &acme, IVY).await;
        let by_account = link(&world, INVITED, IVY).await;
        let zoe = "zoe@example.com";
        invite(&mut signed_in(&world, &acme.owner.email).await, &acme, zoe, &[]).await;
        let by_form = link(&world, INVITED, zoe).await;
        let max = "max@example.com";
        invite(&mut signed_in(&world, &acme.owner.email).await, &acme, max, &[]).await;
        let mut filled_in = world.browser();
        fill_in(&mut filled_in, &link(&world, INVITED, max).await).await;
        proven(&world, &acme, "acme.example").await;
        past(&world, "update company set own_domains_only = true", vec![]).await;
        let before = Entity::find().all(world.app.db.reader()).await.unwrap();
        // With an account, by the button.
        let mut ivy = signed_in(&world, IVY).await;
        let first = ivy.get(&by_account).await;
        let page = ivy.follow(first).await.expect(StatusCode::OK).body;
        assert!(page.contains("only takes addresses of its own domains") && !page.contains("first_name"), "{page}");
        let mut form = vec![("token", token(&by_account))];
        form.extend(NAMES);
        let refused = ivy.post("/companies/invitation", &form).await.expect(StatusCode::CONFLICT).body;
        assert!(refused.contains("only takes addresses of its own domains"), "{refused}");
        let id = before.iter().map(|row| row.id.to_string()).collect::<Vec<_>>();
        for id in &id {
            let mut form = vec![("invitation", id.as_str())];
            form.extend(NAMES);
            ivy.post("/companies/joining/invitation", &form).await.expect(StatusCode::CONFLICT);
        }
        // Without one, by the form: it would be filled in for nothing.
        let mut form = vec![("token", token(&by_form))];
        form.extend(NAMES);
        world.browser().post("/companies/invitation", &form).await.expect(StatusCode::CONFLICT);
        // Filled in before.
        let page = filled_in.get("/companies/activate").await.expect(StatusCode::OK);
        let form = [("token", &*page.input("token").unwrap()), ("password", PASSWORD), ("again", PASSWORD)];
        let refused = filled_in.post("/companies/activate", &form).await.expect(StatusCode::CONFLICT).body;
        assert!(refused.contains("only takes addresses of its own domains"), "{refused}");
        assert_eq!(Entity::find().all(world.app.db.reader()).await.unwrap(), before, "nothing is used up");
        assert_eq!(members_of(&world, acme.id).await.len(), 1);
        past(&world, "update company set own_domains_only = false", vec![]).await;
        let mut form = vec![("token", token(&by_account))];
        form.extend(NAMES);
        assert_eq!(ivy.post("/companies/invitation", &form).await.location(), acme.at(""));
    }

    /// COM-5, G5: whom many companies invite gets no more than others may cause, and can be left alone.
    async fn an_address_gets_no_more_invitations_than_strangers_may_cause(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        for n in 0..20 {
            let other = company(&world, &format!("C{n}"), "en").await;
            let sent = invite(&mut signed_in(&world, &other.owner.email).await, &other, IVY, &[]).await;
            assert!(sent.status.is_redirection(), "{n}: {}", sent.body);
        }
        let refused = invite(&mut owner, &acme, IVY, &[]).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.body.contains("get more invitation emails today"), "{}", refused.body);
        assert_eq!(mailed_to(&world, INVITED, IVY).await, 20);
        // Others are invited as before, and the refused one counts to the fifty.
        for n in 0..49 {
            let sent = invite(&mut owner, &acme, &format!("n{n}@example.com"), &[]).await;
            assert!(sent.status.is_redirection(), "{n}: {}", sent.body);
        }
        let fifty = invite(&mut owner, &acme, "last@example.com", &[]).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert!(fifty.body.contains("50 invitations today"), "{}", fifty.body);
        world.advance(DAY + gatehouse_core::HOUR);
        let mut owner = signed_in(&world, &acme.owner.email).await;
        assert!(invite(&mut owner, &acme, IVY, &[]).await.status.is_redirection(), "tomorrow");
        // One click, and no company mails for a day.
        let alone = pause_of(&world.last_mail_to("n0@example.com").await);
        let mut mailbox = world.browser();
        let first = mailbox.get(&alone).await;
        let page = mailbox.follow(first).await.expect(StatusCode::OK);
        let token = page.input("token").unwrap();
        mailbox.post("/pause-emails", &[("token", &token), ("on", "true")]).await.expect(StatusCode::SEE_OTHER);
        let other = company(&world, "Other", "en").await;
        let mut theirs = signed_in(&world, &other.owner.email).await;
        invite(&mut theirs, &other, "n0@example.com", &[]).await.expect(StatusCode::TOO_MANY_REQUESTS);
        let row = Entity::find().filter(Column::CompanyId.eq(other.id)).one(world.app.db.reader()).await.unwrap();
        assert!(row.is_none(), "nothing waits that nobody hears of");
        world.advance(DAY + gatehouse_core::HOUR);
        let mut theirs = signed_in(&world, &other.owner.email).await;
        assert!(invite(&mut theirs, &other, "n0@example.com", &[]).await.status.is_redirection());
    }

    /// COM-14, G5: a directory that invites, takes back and invites again floods nobody.
    async fn a_directory_floods_no_mailbox_and_its_invitation_waits_all_the_same(world: World) {
        let (acme, mut side) = with_directory(&world).await;
        account(&world, "paul@acme.example").await;
        for _ in 0..22 {
            let id = side.user("paul@acme.example").await;
            side.send(axum::http::Method::DELETE, &format!("/Users/{id}"), &serde_json::Value::Null).await;
        }
        side.user("paul@acme.example").await;
        assert_eq!(mailed_to(&world, "companies.directory_invites", "paul@acme.example").await, 20);
        let open = Entity::find().filter(Column::CompanyId.eq(acme.id)).filter(Column::State.eq(InvitationState::Sent));
        assert_eq!(open.all(world.app.db.reader()).await.unwrap().len(), 1);
        let page = signed_in(&world, "paul@acme.example").await.get("/companies/joining").await.expect(StatusCode::OK).body;
        assert!(page.contains("Invitation to Acme"), "{page}");
    }
}
