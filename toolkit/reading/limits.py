"""How much of a file is read at most, and why; sizes are looked at before anything is parsed."""

from __future__ import annotations

MIB = 1024 * 1024

#: A document (txt, md, html, pdf, docx, json, xlsx) is read whole. The longest single document met while this was
#: designed was 60 KB; 64 MiB leaves room for a scanned PDF with its pictures and still fits a small laptop twice over.
DOCUMENT_BYTES = 64 * MIB

#: csv, tsv and jsonl are read row by row, so the file may be larger; the statements themselves still have to fit.
TABLE_BYTES = 1024 * MIB

#: One row, one record, one field. Five million characters are ten novels: beyond it a quotation mark was left open.
RECORD_CHARACTERS = 5_000_000

#: docx and xlsx are zip archives: 42 KB can unpack to gigabytes. What an archive says it unpacks to is added up first.
UNPACKED_BYTES = 256 * MIB

#: A workbook can claim 16,384 columns in every row; no table of statements has more than a few dozen.
TABLE_COLUMNS = 256

#: Front matter and sidecars are a few lines long; YAML costs seconds a megabyte.
METADATA_BYTES = 64 * 1024

#: Pages of one PDF; a page takes from 5 ms up.
PDF_PAGES = 2000

#: What the process that reads a file may take. The largest file that is read (64 MiB of JSON) needs about a gigabyte.
MEMORY_BYTES = 2048 * MIB

#: Seconds without a row, after which a file is given up, and seconds for all of it; 2,000 pages of PDF take about 30.
SILENT_SECONDS = 120
FILE_SECONDS = 1800

#: Seconds of computing for one file, for a reader whose parent was killed and can no longer stop it.
WORKER_SECONDS = 1800
