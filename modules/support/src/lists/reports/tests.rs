use super::{By, DIMS, duration, mean_text};
use gatehouse_core::Lang;

/// SUP-19
#[test]
fn times_and_means_are_said_as_people_say_them() {
    assert_eq!(duration(75, Lang::En), "75 min");
    assert_eq!(duration(240, Lang::En), "4 h");
    assert_eq!(duration(5 * 1440, Lang::En), "5 d");
    assert_eq!(mean_text(433, Lang::En), "4.3");
    assert_eq!(mean_text(500, Lang::Ru), "5,0");
    assert!(DIMS.iter().all(|dim| By::from_word(dim.word()) == By::Of(*dim)));
    assert_eq!((By::from_word("all"), By::from_word("day")), (By::Month, By::Day));
}
