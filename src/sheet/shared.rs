//! How long the texts are that the cells of an `.xls` share: each stands once in the file and is laid into every cell that names it.

/// The letters of each text, from the pieces of the record that lists them. A list that is cut ends there.
pub fn letters(pieces: &[&[u8]]) -> Vec<usize> {
    let mut list = List { piece: &[], rest: pieces };
    std::iter::from_fn(|| list.text()).collect()
}

struct List<'a> {
    piece: &'a [u8],
    rest: &'a [&'a [u8]],
}

impl List<'_> {
    /// The letters of the next text, which ends behind its marks of fonts and of how it is said.
    fn text(&mut self) -> Option<usize> {
        let (letters, flags) = (self.number(2)?, self.number(1)?);
        let fonts = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let said = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let (mut left, mut width) = (letters, 1 + (flags & 1));
        while left > 0 {
            let here = (self.piece.len() / width).min(left);
            self.piece = &self.piece[here * width..];
            left -= here;
            if left > 0 {
                // Where letters go on in the next piece, it says anew how wide they are.
                self.next()?;
                width = 1 + (self.number(1)? & 1);
            }
        }
        // What is cut here has its letters all the same.
        let _ = self.skip(fonts.saturating_mul(4).saturating_add(said));
        Some(letters)
    }

    fn next(&mut self) -> Option<()> {
        (self.piece, self.rest) = self.rest.split_first().map(|(piece, rest)| (*piece, rest))?;
        Some(())
    }

    /// A number of so many bytes, the lowest first.
    fn number(&mut self, bytes: usize) -> Option<usize> {
        while self.piece.is_empty() {
            self.next()?;
        }
        let (number, rest) = self.piece.split_at_checked(bytes)?;
        self.piece = rest;
        Some(number.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > self.piece.len() {
            bytes -= self.piece.len();
            self.next()?;
        }
        self.piece = &self.piece[bytes..];
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_on_over_pieces_in_letters_of_another_width() {
        let plain = [3, 0, 0, b'a', b'b', b'c'];
        // Two fonts of four bytes, and three bytes of how it is said.
        let marked = [1, 0, 12, 2, 0, 3, 0, 0, 0, b'x', 1, 2, 3, 4];
        let rest_of_marks = [5, 6, 7, 8, 9, 9, 9, 4, 0, 1, 0x51, 0x67];
        let on = [0, b'd', b'e', b'f', 0xFF, 0xFF, 0];
        let long = vec![0; 65_536];
        let list: [&[u8]; 4] = [&[plain.as_slice(), &marked].concat(), &rest_of_marks, &on, &long];
        assert_eq!(letters(&list), [3, 1, 4, 65_535]);
        assert_eq!(letters(&list[..3]), [3, 1, 4], "the last is cut");
        assert!(letters(&[]).is_empty());
    }
}
