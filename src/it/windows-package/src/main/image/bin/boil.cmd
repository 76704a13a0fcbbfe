@echo off
echo bubbles
