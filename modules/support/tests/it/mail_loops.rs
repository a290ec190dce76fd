//! Machines and loops (SUP-13): absences, mails that come back, somebody's program that answers every mail, two installations that answer each other.

use crate::mail::{KIM, KIMS, Letter, come, requests};
use crate::*;
use gatehouse_core::MINUTE;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_inbox::mail::Envelope;
use gatehouse_inbox::tables::incoming_mail;
use gatehouse_mail::queue::Opened;
use gatehouse_mail::{Sender, transport};
use gatehouse_support::model::message::{Audience, Author, DeliveryState, MessageChannel};
use gatehouse_support::model::request::Role;
use gatehouse_support::queries::people;
use gatehouse_support::tables::{message_delivery, request_person};
use gatehouse_testkit::both_engines;

/// Whoever reads along.
const BO: &str = "bo@example.com";

async fn deliveries(world: &World, request: Uuid) -> Vec<message_delivery::Model> {
    use message_delivery::{Column, Entity};
    let own = Entity::find().filter(Column::RequestId.eq(request)).order_by_asc(Column::Id);
    own.all(world.app.db.reader()).await.unwrap()
}

/// Every mail that was queued, as it travels.
async fn sent(world: &World) -> Vec<Opened> {
    let mut all = gatehouse_mail::queue::latest(&world.cx(), 100).await.unwrap();
    all.reverse();
    all
}

fn bytes(from: &str, mail: &Opened) -> Vec<u8> {
    let sender = Sender::parse(from).unwrap();
    let content = mail.content.as_ref().unwrap();
    let message =
        transport::message(&sender, &mail.to, &mail.row.id.to_string(), &mail.row.lang, content, Vec::new()).unwrap();
    message.formatted()
}

both_engines! {
    /// SUP-13
    async fn an_absence_is_a_note_that_changes_nothing(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Away")).await;
        reply(&world, id, "Which version is it?", Some(Status::AwaitingAnswer)).await;
        let told = world.last_mail_to(ADA).await;
        let before = world.mails().await.len();
        let letter = Letter::answering(&world, ADA, &told, "I am away until Monday.");
        letter.with("Auto-Submitted", "auto-replied").comes(&world).await;
        assert_eq!(row(&world, id).await.status, Status::AwaitingAnswer);
        let last = messages(&world, id).await.pop().unwrap();
        assert_eq!((last.channel, last.audience, last.author), (MessageChannel::Automatic, Audience::Internal, Author::Machine));
        assert_eq!(world.mails().await.len(), before);
        // A newsletter to the general address makes no request.
        let letter = Letter::new(&world, "news@shop.example", "Offers", "Buy!").with("List-Id", "<news.shop.example>");
        letter.comes(&world).await;
        assert_eq!(requests(&world).await.len(), 1);
        assert!(is_whole(&world, id).await);
    }

    /// SUP-13: a machine that answers every minute fills no request
    async fn of_machines_so_many_mails_a_day_are_written_into_a_request(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("A monitor")).await;
        let told = world.last_mail_to(ADA).await;
        let automatic = |n: usize| {
            let letter = Letter::answering(&world, ADA, &told, &format!("The disk is full, {n}."));
            letter.with("Auto-Submitted", "auto-generated")
        };
        for n in 0..53 {
            let mail = automatic(n).comes(&world).await;
            // Further ones are mails of the request all the same, so that they end with it.
            let row = incoming_mail::Entity::find_by_id(mail).one(world.app.db.reader()).await.unwrap().unwrap();
            assert_eq!(row.request_id, Some(id));
        }
        assert_eq!(messages(&world, id).await.len(), 51);
        // A person is heard meanwhile, and what does not arrive is seen.
        Letter::answering(&world, ADA, &told, "Stop it, please.").comes(&world).await;
        assert_eq!(messages(&world, id).await.len(), 52);
        reply(&world, id, "We stop it.", None).await;
        let bounces_to = world.last_mail_to(ADA).await.thread.unwrap().bounces_to.unwrap();
        Letter::bounce(&world, &bounces_to, ADA, "5.1.1").comes(&world).await;
        assert_eq!(deliveries(&world, id).await.last().unwrap().state, DeliveryState::Bounced);
        world.advance(25 * HOUR);
        automatic(99).comes(&world).await;
        assert_eq!(messages(&world, id).await.len(), 54);
        assert!(is_whole(&world, id).await);
    }

    /// SUP-13
    async fn an_address_that_refuses_mail_gets_none_for_sixty_days(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Bounces")).await;
        reply(&world, id, "First.", None).await;
        let told = world.last_mail_to(ADA).await;
        let bounces_to = told.thread.unwrap().bounces_to.unwrap();
        // One that comes later changes nothing but what staff see.
        Letter::bounce(&world, &bounces_to, ADA, "4.2.2").comes(&world).await;
        assert_eq!(deliveries(&world, id).await.last().unwrap().state, DeliveryState::Delayed);
        reply(&world, id, "Second.", None).await;
        let count = mails(&world, "support.answer", ADA).await.len();
        assert_eq!(count, 2);
        Letter::bounce(&world, &bounces_to, ADA, "5.1.1").comes(&world).await;
        let all = deliveries(&world, id).await;
        let refused = all.iter().find(|one| one.state == DeliveryState::Bounced).unwrap();
        assert_eq!(refused.reason.as_deref(), Some("5.1.1"));
        assert_eq!(messages(&world, id).await.len(), 3, "it is no message");
        assert_eq!(people::bounced(&world.cx(), world.app.db.reader(), id).await.unwrap().len(), 1, "pages say so");
        reply(&world, id, "Third.", None).await;
        let other = ask(&world, ada, None, &question("Another one")).await;
        reply(&world, other, "Fourth.", None).await;
        assert_eq!(mails(&world, "support.answer", ADA).await.len(), count, "whichever request it is");
        assert!(people::bounced(&world.cx(), world.app.db.reader(), other).await.unwrap().len() == 1);
        world.advance(61 * DAY);
        reply(&world, id, "Fifth.", None).await;
        assert_eq!(mails(&world, "support.answer", ADA).await.len(), count + 1);
        // Nobody silences others by a made-up address.
        let forged = bounces_to.replace("bounce+", "bounce+a");
        Letter::bounce(&world, &forged, ADA, "5.1.1").comes(&world).await;
        let people = request_person::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert!(people.iter().all(|person| person.bounced_at.is_none_or(|at| at < world.cx().now())));
    }

    /// SUP-13: anybody can write a report
    async fn a_report_silences_nobody_but_who_got_that_very_mail(world: World) {
        let (ada, bo) = (customer(&world, ADA).await, customer(&world, BO).await);
        let id = ask(&world, ada, None, &question("Of two")).await;
        let reader = request_person::Model {
            id: world.cx().id(),
            request_id: id,
            part: Role::Reader,
            account_id: Some(bo),
            member_id: None,
            person_sealed: None,
            email_lookup: None,
            muted: false,
            bounced_at: None,
            added_at: world.cx().now(),
            removed_at: None,
        };
        request_person::Entity::insert(reader.into_active_model()).exec_without_returning(world.app.db.writer()).await.unwrap();
        reply(&world, id, "For both.", None).await;
        let thread = world.last_mail_to(BO).await.thread.unwrap();
        let silent = async || {
            let all = people::bounced(&world.cx(), world.app.db.reader(), id).await.unwrap();
            all.into_iter().filter_map(|(person, _)| person.account_id).collect::<Vec<_>>()
        };
        // By the id that both have of the mail.
        let letter = Letter::bounce(&world, GENERAL, ADA, "5.1.1");
        letter.with("In-Reply-To", &format!("<{}>", thread.message_id)).comes(&world).await;
        assert!(silent().await.is_empty());
        // By the address for bounces of one's own mail.
        Letter::bounce(&world, &thread.bounces_to.unwrap(), ADA, "5.1.1").comes(&world).await;
        assert_eq!(silent().await, [bo]);
        reply(&world, id, "Still for Ada.", None).await;
        assert_eq!((mails(&world, "support.answer", ADA).await.len(), mails(&world, "support.answer", BO).await.len()), (2, 1));
    }

    /// SUP-13: a colleague's program and a customer's, neither of which says what it is
    async fn two_programs_that_answer_through_us_come_to_an_end(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Away, both")).await;
        request::Entity::update_many()
            .col_expr(request::Column::AssigneeId, Expr::value(KIM))
            .filter(request::Column::Id.eq(id))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        let told = world.last_mail_to(ADA).await;
        Letter::answering(&world, ADA, &told, "First.").comes(&world).await;
        let to_kim = mails(&world, "support.to_staff", KIMS).await.pop().unwrap();
        for n in 0..30 {
            Letter::answering(&world, KIMS, &to_kim, &format!("I am away {n}.")).comes(&world).await;
            Letter::answering(&world, ADA, &told, &format!("Thank you {n}.")).comes(&world).await;
        }
        assert_eq!(messages(&world, id).await.len(), 62, "all of it is kept");
        // Ten in ten minutes, with the one of the number.
        assert_eq!(mails(&world, "support.answer", ADA).await.len(), 9);
        assert_eq!(mails(&world, "support.to_staff", KIMS).await.len(), 25);
        // What somebody types is told all the same.
        reply(&world, id, "By hand.", None).await;
        assert_eq!(mails(&world, "support.answer", ADA).await.len(), 10);
    }

    /// SUP-13
    async fn a_machine_that_hides_reopens_five_times_an_hour(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("A tracker")).await;
        let mut reopened = 0;
        for n in 0..8 {
            reply(&world, id, &format!("Question {n}"), Some(Status::AwaitingAnswer)).await;
            let told = world.last_mail_to(ADA).await;
            Letter::answering(&world, ADA, &told, "Thank you for your message!").comes(&world).await;
            if row(&world, id).await.status == Status::Processing {
                reopened += 1;
            }
            world.advance(MINUTE);
        }
        assert_eq!(reopened, 5);
        assert_eq!(messages(&world, id).await.len(), 17, "every one of them is kept");
        world.advance(HOUR);
        let told = world.last_mail_to(ADA).await;
        Letter::answering(&world, ADA, &told, "Really.").comes(&world).await;
        assert_eq!(row(&world, id).await.status, Status::Processing);
    }

    /// SUP-13
    async fn a_sender_opens_twenty_requests_an_hour_and_is_told_of_the_form(world: World) {
        customer(&world, ADA).await;
        for n in 0..23 {
            Letter::new(&world, ADA, &format!("Alarm {n}"), "The disk is full.").comes(&world).await;
        }
        assert_eq!(requests(&world).await.len(), 20);
        assert_eq!(mails(&world, "support.too_many", ADA).await.len(), 1);
    }

    /// SUP-13: two installations that answer each other stop within three mails.
    async fn two_installations_that_answer_each_other_stop_within_three_mails(world: World) {
        let other = crate::world(world.engine).await;
        let worlds = [&world, &other];
        // Each has the other one's address for requests as a customer, so that both confirm what they get.
        for one in worlds {
            customer(one, GENERAL).await;
        }
        let mut at = 0;
        Letter::new(worlds[at], GENERAL, "A question", "How?").comes(worlds[at]).await;
        let mut mails = 1;
        let mut known = [0, 0];
        for _ in 0..10 {
            let all = sent(worlds[at]).await;
            let new: Vec<&Opened> = all.iter().skip(known[at]).filter(|mail| mail.row.kind.starts_with("support.")).collect();
            known[at] = all.len();
            let Some(mail) = new.last() else { break };
            let raw = bytes(GENERAL, mail);
            let head = String::from_utf8_lossy(&raw).into_owned();
            assert!(head.contains("X-Gatehouse-Instance: ") && head.contains("Auto-Submitted: "), "{head}");
            at = 1 - at;
            let envelope = Envelope {
                from: Some(GENERAL.to_owned()),
                to: vec![GENERAL.to_owned()],
                ip: "192.0.2.9".parse().ok(),
                ..Envelope::default()
            };
            come(worlds[at], raw, envelope).await;
            mails += 1;
        }
        assert!(mails <= 3, "{mails}");
        assert!(requests(&world).await.len() + requests(&other).await.len() <= 2);
    }

    /// SUP-13: where the other one hides that it is a machine, our own mark ends it.
    async fn what_we_wrote_ourselves_goes_no_further_when_it_comes_back(world: World) {
        customer(&world, ADA).await;
        Letter::new(&world, ADA, "A question", "How?").comes(&world).await;
        let all = sent(&world).await;
        let own = all.iter().rfind(|mail| mail.row.kind == "support.opened").unwrap();
        let raw = String::from_utf8(bytes(GENERAL, own)).unwrap().replace("Auto-Submitted: auto-generated", "X-Was: it");
        let envelope = Envelope { from: Some(ADA.to_owned()), to: vec![GENERAL.to_owned()], ..Envelope::default() };
        let before = world.mails().await.len();
        come(&world, raw.into_bytes(), envelope).await;
        assert_eq!((requests(&world).await.len(), world.mails().await.len()), (1, before));
    }
}
