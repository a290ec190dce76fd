use crate::{KIND, add_for, first, id, search};
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_search::{Mark, Query, Sought, Text, append, found, mark, put};
use gatehouse_testkit::both_engines;

async fn finds(cx: &Cx, readers: &[Mark], words: &str) -> Vec<Uuid> {
    search(cx, readers, words, &first(cx, 50)).await.page.items.into_iter().map(|hit| hit.about_id).collect()
}

both_engines! {
    /// SUP-17, COM-3
    async fn a_reader_finds_what_has_a_mark_of_theirs_and_nothing_else(world: World) {
        let cx = &world.cx();
        let (acme, other, aiko) = (Mark::company(id(100)), Mark::company(id(101)), Mark::account(id(200)));
        add_for(cx, 1, &[Mark::staff(), acme.clone()], "Printer", "").await;
        add_for(cx, 2, &[Mark::staff(), other.clone(), aiko.clone()], "Printer", "").await;
        add_for(cx, 3, &[], "Printer", "").await;
        assert_eq!(finds(cx, &[Mark::staff()], "printer").await, [id(2), id(1)]);
        assert_eq!(finds(cx, std::slice::from_ref(&acme), "printer").await, [id(1)]);
        assert_eq!(finds(cx, std::slice::from_ref(&aiko), "printer").await, [id(2)]);
        assert_eq!(finds(cx, &[acme, aiko], "printer").await, [id(2), id(1)]);
        assert!(finds(cx, &[], "printer").await.is_empty(), "nobody finds nothing");
        assert!(finds(cx, &[Mark::everybody()], "printer").await.is_empty());
        assert!(finds(cx, &[other], "staff").await.is_empty(), "a mark is no word");
    }

    /// SUP-17
    async fn words_of_notes_are_found_by_staff_alone(world: World) {
        let cx = &world.cx();
        let customer = Mark::account(id(200));
        let tx = cx.begin().await.unwrap();
        let readers = [customer.clone()];
        let open = Text { kind: KIND, about: id(1), part: "", subject: id(1), marks: &readers, title: "Printer", body: "jam" };
        put(cx, &tx, &open).await.unwrap();
        let staff = [Mark::staff()];
        put(cx, &tx, &Text { part: "staff", marks: &staff, body: "jam refund", ..open }).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(finds(cx, &[Mark::staff()], "refund").await, [id(1)]);
        assert!(finds(cx, std::slice::from_ref(&customer), "refund").await.is_empty());
        let found = search(cx, &[customer], "printer refund", &first(cx, 50)).await;
        assert!(found.is_part, "one of the words");
    }

    /// SUP-17
    async fn further_messages_are_added_and_readers_change(world: World) {
        let cx = &world.cx();
        let (owner, colleague) = (Mark::account(id(200)), Mark::account(id(201)));
        add_for(cx, 1, std::slice::from_ref(&owner), "Printer", "paper").await;
        let tx = cx.begin().await.unwrap();
        let readers = [owner.clone()];
        let more = Text { kind: KIND, about: id(1), part: "", subject: id(1), marks: &readers, title: "", body: "toner" };
        append(cx, &tx, &more).await.unwrap();
        append(cx, &tx, &Text { about: id(2), body: "ribbon", ..more }).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(finds(cx, std::slice::from_ref(&owner), "printer paper toner").await, [id(1)], "words of all messages");
        let tx = cx.begin().await.unwrap();
        mark(cx, &tx, (KIND, id(1), ""), &[owner.clone(), colleague.clone()]).await.unwrap();
        mark(cx, &tx, (KIND, id(2), ""), &[]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(finds(cx, &[colleague], "toner").await, [id(1)]);
        assert_eq!(finds(cx, std::slice::from_ref(&owner), "toner").await, [id(1)]);
        assert!(finds(cx, &[owner], "ribbon").await.is_empty(), "without a mark nobody finds it");
    }

    /// SUP-18
    async fn a_search_is_narrowed_by_kind_and_properties(world: World) {
        let cx = &world.cx();
        let product = |number| Mark::of("product", id(number));
        add_for(cx, 1, &[Mark::staff(), product(1)], "Printer", "").await;
        add_for(cx, 2, &[Mark::staff(), product(2)], "Printer", "").await;
        let query = Query::parse("printer");
        let (readers, all_of) = ([Mark::staff()], [product(2)]);
        let sought = Sought { kind: KIND, readers: &readers, all_of: &all_of, query: &query };
        let hits = found(cx, cx.read(), &sought, &first(cx, 50)).await.unwrap().page.items;
        assert_eq!(hits.iter().map(|hit| hit.about_id).collect::<Vec<_>>(), [id(2)]);
        let elsewhere = Sought { kind: "probe.other", ..sought };
        assert!(found(cx, cx.read(), &elsewhere, &first(cx, 50)).await.unwrap().page.items.is_empty());
    }
}
