//! Searches without a result: counted without a write, read by nobody before several had the same, and gone after a month.

use axum::http::StatusCode;
use gatehouse_core::DAY;
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_help::actions::write_missed::write_missed;
use gatehouse_help::tables::help_missed;
use gatehouse_testkit::{World, both_engines, staff};
use std::net::Ipv4Addr;

const WORDS: &str = "zebrafish%20aquarium";

/// One visitor of this network searches.
async fn seek(world: &World, network: u8, words: &str) {
    let mut visitor = world.browser().from_address(Ipv4Addr::new(203, 0, 113, network));
    visitor.get(&format!("/help?q={words}")).await.expect(StatusCode::OK);
}

async fn rows(world: &World) -> Vec<help_missed::Model> {
    help_missed::Entity::find().all(world.app.db.reader()).await.unwrap()
}

both_engines! {
    /// ALL-10, PRI-2
    async fn words_are_read_once_three_have_sought_them_and_looking_writes_nothing(world: World) {
        let before = world.dump().await;
        for _ in 0..3 {
            seek(&world, 1, WORDS).await;
        }
        seek(&world, 2, "Zebrafish%20%20Aquarium").await;
        assert_eq!(world.dump().await, before, "looking writes nothing");
        assert_eq!(write_missed(&world.cx()).await.unwrap(), 1);
        let [row] = rows(&world).await.try_into().unwrap();
        assert_eq!((row.times, row.words.as_deref()), (2, None), "a network counts once a day");
        assert!(!world.dump().await.contains("zebrafish"));
        let mut team = staff(&world, "lab");
        let page = team.get("/staff/help/missed").await.expect(StatusCode::OK).body;
        assert!(page.contains("Nothing is missing"), "{page}");

        seek(&world, 3, WORDS).await;
        write_missed(&world.cx()).await.unwrap();
        let [row] = rows(&world).await.try_into().unwrap();
        assert_eq!((row.times, row.words.as_deref()), (3, Some("zebrafish aquarium")));
        let page = team.get("/staff/help/missed?q=Zebra").await.expect(StatusCode::OK).body;
        assert!(page.contains("zebrafish aquarium"), "{page}");
        let file = team.get("/staff/help/missed.csv?columns=words,times").await.expect(StatusCode::OK).body;
        assert!(file.contains("zebrafish aquarium,3"), "{file}");
        world.browser().get("/staff/help/missed").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(write_missed(&world.cx()).await.unwrap(), 0);
    }

    /// ALL-10, PRI-2
    async fn what_may_say_who_somebody_is_and_what_the_team_seeks_is_not_counted(world: World) {
        for network in 1..=4 {
            for words in ["ada%40example.com", "4335J-ZYFS7-QQQQQ-12345", "%2B7%20912%20345%2067%2089", "how%20do%20I%20renew%20a%20license"] {
                seek(&world, network, words).await;
            }
        }
        staff(&world, "support").get("/staff/help?q=zebrafish").await.expect(StatusCode::OK);
        assert_eq!(write_missed(&world.cx()).await.unwrap(), 0);
        assert!(rows(&world).await.is_empty());
    }

    /// PRI-2
    async fn it_is_erased_a_month_after_it_was_last_sought(world: World) {
        for network in 1..=3 {
            seek(&world, network, WORDS).await;
        }
        write_missed(&world.cx()).await.unwrap();
        for days in [20, 1, 1, 1, 1] {
            world.advance(days * DAY);
            world.run_jobs().await;
        }
        assert_eq!(rows(&world).await.len(), 1);
        for _ in 0..9 {
            world.advance(DAY);
            world.run_jobs().await;
        }
        assert_eq!(help_missed::Entity::find().count(world.app.db.reader()).await.unwrap(), 0);
    }
}
