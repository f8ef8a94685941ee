# Two commands for a newcomer: `make demo` and `make test`. Everything lands in .venv; nothing outside the checkout is touched.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
SYSTEM := .venv/debian

.PHONY: demo test suite coverage lint types bench peers world photos story weights soak clean

demo: $(READY)
	$(BIN)/unhorse demo --out runs/demo

# The type check takes one core and minutes, so it runs beside the tests.
test: $(READY) $(SYSTEM) lint
	$(MAKE) --no-print-directory --jobs 2 types suite

# One thread in each process: two that fight over the cores are several times slower. Each process begins with a half of the tests in their
# order, and whoever is done takes over from the others: most servers and networks that tests share are then made once, and no core waits.
suite: $(READY) $(SYSTEM)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST)

# Lines and branches that the tests reach in their own processes. Not in `make test`: watched, code in Python takes 1.6 to 2 times as long.
coverage: PYTEST := --cov=unhorse --cov-branch --cov-report=term:skip-covered
coverage: suite

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

# Step time of every method over the bare gradient: docs/results/speed.md
bench: $(READY)
	$(BIN)/python benchmarks/step_ratio.py --out docs/results

# Beside Lucent, ART and TrojanZoo, on the same network in one run: docs/results/peers.md. They lie in an environment of their own.
PEERS := torch-lucent==0.1.8 adversarial-robustness-toolbox==1.20.1 trojanzoo==2.0.3 kornia kornia_rs
peers: $(READY)
	$(PYTHON) -m venv .venv/peers
	$(BIN)/python -c "import site; print(site.getsitepackages()[0])" > "$$(.venv/peers/bin/python -c 'import site; print(site.getsitepackages()[0])')/unhorse.pth"
	.venv/peers/bin/python -m pip install --quiet --no-deps $(PEERS)
	.venv/peers/bin/python -m pip install --quiet ipython scikit-learn scikit-image decorator
	PYTHONPATH=src:tests/support .venv/peers/bin/python benchmarks/peers.py --out docs/results

# The drawn world: linear baselines, speed, and how the shipped networks do on drawings they never saw: docs/results/world.md
world: $(READY)
	$(BIN)/python benchmarks/world_checks.py --out docs/results

# Real photographs from start to report: make photos IMAGES=path/to/tiny-imagenet-200.zip
photos: $(READY)
	$(BIN)/unhorse bench photos_small --images $(IMAGES) --repeats 3 --out runs/photos_small

# A whole competition in a real browser, from the first rule to the report, with screenshots in runs/story
story: $(READY) $(SYSTEM)
	mkdir -p runs/story
	UNHORSE_SCREENSHOTS=$(CURDIR)/runs/story OMP_NUM_THREADS=1 $(BIN)/python -m pytest tests/web/test_site_story.py --no-cov

# Everything that the package ships as weights, made again from nothing
weights: $(READY)
	$(BIN)/python benchmarks/make_weights.py --out runs/weights --install

clean:
	rm -rf runs build .mypy_cache .ruff_cache .pytest_cache .coverage

$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet torch==2.13.0 --editable '.[dev]'
	touch $(READY)

# Many jobs behind the wall around foreign code: is a process, mount, folder or control group left over?
# A competition's workers killed at each step of an entry's life, and 10,000 small jobs: docs/results/queue_kills.md, queue_jobs.md
# And the survey's server killed, restarted and traced, and with many people at once: docs/results/survey_durability.md, survey_load.md
# And 500 people at the competition's site, at its survey and at its board: docs/results/competition_load.md
soak: $(READY) $(SYSTEM)
	$(BIN)/python benchmarks/sandbox_soak.py --runs 1000 --out docs/results
	PYTHONPATH=tests/support $(BIN)/python benchmarks/queue_soak.py kills --out docs/results
	PYTHONPATH=tests/support $(BIN)/python benchmarks/queue_soak.py jobs --out docs/results
	PYTHONPATH=tests/support $(BIN)/python benchmarks/queue_soak.py jobs --times 1000 --postgresql --out docs/results
	PYTHONPATH=tests/support $(BIN)/python benchmarks/survey_durability.py --out docs/results
	PYTHONPATH=tests/support $(BIN)/python benchmarks/survey_load.py --out docs/results
	PYTHONPATH=tests/support $(BIN)/python benchmarks/competition_load.py --out docs/results

# Debian's packages that the tests need: installed where make runs as root, told elsewhere. `make demo` does without.
$(SYSTEM): debian.txt $(READY)
	@packages="$$(grep -v '^#' debian.txt)"; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then apt-get update --quiet --quiet && apt-get install --yes --quiet --quiet $$packages; \
	else echo "make test needs these packages of Debian, or the same of your system:" $$packages; fi
	touch $(SYSTEM)
