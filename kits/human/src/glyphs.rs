//! The letters of the human check as a pen draws them: points from 0 to 8 across and from 0 to 12 down.

/// A point of a letter.
pub(crate) type GridPoint = (u8, u8);
/// Points that are joined without the pen being lifted.
pub(crate) type Stroke = &'static [GridPoint];

/// The strokes of one of [`crate::LETTERS`]; none for anything else.
pub(crate) const fn strokes(letter: char) -> &'static [Stroke] {
    match letter {
        'A' => &[&[(0, 12), (4, 0), (8, 12)], &[(2, 8), (6, 8)]],
        'B' => {
            &[&[(0, 12), (0, 0), (5, 0), (7, 1), (7, 5), (5, 6), (0, 6)], &[(5, 6), (8, 7), (8, 11), (6, 12), (0, 12)]]
        }
        'C' => &[&[(8, 2), (6, 0), (2, 0), (0, 2), (0, 10), (2, 12), (6, 12), (8, 10)]],
        'D' => &[&[(0, 12), (0, 0), (5, 0), (8, 3), (8, 9), (5, 12), (0, 12)]],
        'E' => &[&[(8, 0), (0, 0), (0, 12), (8, 12)], &[(0, 6), (6, 6)]],
        'F' => &[&[(8, 0), (0, 0), (0, 12)], &[(0, 6), (6, 6)]],
        'H' => &[&[(0, 0), (0, 12)], &[(8, 0), (8, 12)], &[(0, 6), (8, 6)]],
        'K' => &[&[(0, 0), (0, 12)], &[(8, 0), (0, 7)], &[(3, 5), (8, 12)]],
        'M' => &[&[(0, 12), (0, 0), (4, 7), (8, 0), (8, 12)]],
        'N' => &[&[(0, 12), (0, 0), (8, 12), (8, 0)]],
        'P' => &[&[(0, 12), (0, 0), (6, 0), (8, 2), (8, 5), (6, 7), (0, 7)]],
        'R' => &[&[(0, 12), (0, 0), (6, 0), (8, 2), (8, 5), (6, 7), (0, 7)], &[(4, 7), (8, 12)]],
        'T' => &[&[(0, 0), (8, 0)], &[(4, 0), (4, 12)]],
        'U' => &[&[(0, 0), (0, 9), (2, 12), (6, 12), (8, 9), (8, 0)]],
        'V' => &[&[(0, 0), (4, 12), (8, 0)]],
        'W' => &[&[(0, 0), (2, 12), (4, 4), (6, 12), (8, 0)]],
        'X' => &[&[(0, 0), (8, 12)], &[(8, 0), (0, 12)]],
        'Y' => &[&[(0, 0), (4, 6), (8, 0)], &[(4, 6), (4, 12)]],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::strokes;
    use crate::LETTERS;
    use std::collections::BTreeSet;

    /// ACC-1
    #[test]
    fn every_letter_of_the_check_has_strokes_of_its_own() {
        let drawn: BTreeSet<_> = LETTERS.iter().map(|letter| strokes(char::from(*letter))).collect();
        assert_eq!(drawn.len(), LETTERS.len(), "two letters look alike");
        for stroke in drawn.into_iter().flat_map(|strokes| strokes.iter()) {
            assert!(stroke.len() >= 2 && stroke.iter().all(|(x, y)| *x <= 8 && *y <= 12), "{stroke:?}");
        }
        assert!(strokes('?').is_empty());
    }
}
